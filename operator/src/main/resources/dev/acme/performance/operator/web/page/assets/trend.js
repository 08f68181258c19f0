// How p99 and throughput went over the last runs. Only runs of one measured spec and one environment are joined by a line.

import { fresh, h, show } from './dom.js';
import { count, isNumber, short, written } from './digits.js';
import { closedLegend, closedMark, empty, fidelityMark } from './parts.js';
import { lines } from './lines.js';
import { instant } from './times.js';
import { fidelityOfSummary, isSound, isVoid, variantOfSummary } from './words.js';

const MOST = 200;

const groupOf = (run) => `${run.measuredSpec ?? ''}|${run.fingerprint ?? ''}`;

export function trend(session) {
  const id = fresh('series');
  const select = h('select', { id, onchange: () => choose(select.value) });
  const charts = h('div', { class: 'pair' });
  const body = h('div', null);
  let runs = [];
  let chosen = null;
  let drawnKey = '';

  function choose(key) {
    chosen = key;
    draw(runs);
  }

  function draw(all) {
    runs = all;
    const finished = all.filter(isSound);
    const groups = Map.groupBy ? Map.groupBy(finished, groupOf) : grouped(finished);
    const key = chosen !== null && groups.has(chosen) ? chosen : finished.length > 0 ? groupOf(finished.reduce((a, b) => (b.completedAt > a.completedAt ? b : a))) : null;
    if (key === null) {
      drawnKey = '';
      const voids = all.filter(isVoid).length;
      show(body, empty(`No run has numbers yet. The first finished one is the first point here.${voids > 0 ? ` ${leftOut(voids)}` : ''}`));
      return;
    }
    const points = groups.get(key).slice(0, MOST).sort((a, b) => a.completedAt.localeCompare(b.completedAt));
    const voids = all.filter((run) => isVoid(run) && groupOf(run) === key).length;
    const now = `${key}#${groups.size}#${voids}#${points.map((run) => run.runId ?? run.name).join()}`;
    if (now === drawnKey) {
      return;
    }
    drawnKey = now;
    const hadFocus = document.activeElement === select;
    show(select, [...groups].slice(0, 50).map(([one, its]) => h('option', { value: one }, label(its))));
    select.value = key;
    show(charts, chart('p99', 'ms', points, (run) => run.p99Ms, true), chart('Requests/s', '1/s', points, (run) => run.requestsPerSecond, false));
    show(body, h('div', { class: 'tools' }, h('label', { for: id }, 'Series'), select, h('span', { class: 'note' }, fidelityMark(fidelityOfSummary(points[0], session)), ' runs of one measured spec in one environment. ', voids > 0 ? leftOut(voids) : 'None of them is void.')), charts, closedLegend([points[0].mode]));
    if (hadFocus) {
      // it was moved, which takes the focus away
      select.focus({ preventScroll: true });
    }
  }

  return { body, draw };
}

const leftOut = (voids) => `${count(voids)} with void numbers ${voids === 1 ? 'is' : 'are'} left out.`;

function grouped(finished) {
  const groups = new Map();
  finished.forEach((run) => groups.set(groupOf(run), [...(groups.get(groupOf(run)) ?? []), run]));
  return groups;
}

function label(its) {
  const [run] = its;
  return `${variantOfSummary(run)}, ${run.mode ?? ''}, ${count(run.clients)} clients, ${run.modelId ?? ''}: ${its.length} ${its.length === 1 ? 'run' : 'runs'}`;
}

function chart(name, unit, points, value, hasBand) {
  const places = points.map((_, i) => i + 1);
  const series = [{ name: `${name}, ${unit}`, pointed: true }];
  const data = [places, points.map(value)];
  if (hasBand && points.some((run) => isNumber(run.p99LowMs) && isNumber(run.p99HighMs))) {
    series[0].band = true;
    series.push({ name: 'low (95 %)', look: 1, thin: true }, { name: 'high (95 %)', look: 1, thin: true });
    data.push(points.map((run) => run.p99LowMs ?? null), points.map((run) => run.p99HighMs ?? null));
  }
  const last = points.at(-1);
  return lines(
    {
      caption: `${name} of ${points.length === 1 ? 'the one run' : `the last ${points.length} runs`}${hasBand ? ', with its 95 % interval' : ''}`,
      label: `${name} of ${points.length} runs; the latest, ${last.name}: ${written(value(last))} ${unit}. The table below has all numbers.`,
      mark: hasBand && closedMark(last.mode),
      x: { name: 'run, oldest first', ticks: (v) => (Number.isInteger(v) && v >= 1 && v <= points.length ? short(v) : '') },
      y: { name: unit },
      lines: series,
    },
    data,
    { xText: (i) => (points[i - 1] ? `${points[i - 1].name}, ${instant(points[i - 1].completedAt)}` : '') },
  );
}
