// The cells of an experiment: as a matrix with shades, as a ranking with intervals, as a front of choices.

import { fresh, h, measure } from './dom.js';
import { intervals, scatter } from './bars.js';
import { estimate, isNumber, written } from './digits.js';
import { closedMark, empty, table, verdictBadge } from './parts.js';
import { renew } from './renew.js';
import { METRICS, isClosedLoop, modesOfExperiment, nameOfMetric, unitOfMetric } from './words.js';

const P99 = 'p99Ms';
const SHOWN = ['requestsPerSecond', 'p99Ms', 'medianMs', 'meanMs', 'successPercent', 'usdPer1000'];

/** The number of a cell: `{value, low, high}`. */
function numberOf(cell, metric) {
  const its = cell[metric];
  return isNumber(its) ? { value: its, low: null, high: null } : { value: its?.mean, low: its?.low ?? null, high: its?.high ?? null };
}

export function cells(status, spec) {
  const all = status.cells ?? [];
  if (!all.some((cell) => cell.runs > 0)) {
    return empty('No cell has a run with numbers yet.');
  }
  const id = fresh('metric');
  const select = h('select', { id, onchange: () => draw() });
  const place = h('div', null);
  const choice = h('div', null);
  const box = h('div', null, h('div', { class: 'tools' }, h('label', { for: id }, 'Metric'), select), place, choice);
  function draw() {
    const now = box.data;
    const its = now.status.cells ?? [];
    const wanted = now.spec.objective?.metric;
    const metrics = [...new Set([wanted, ...SHOWN])].filter((metric) => metric && its.some((cell) => isNumber(numberOf(cell, metric).value)));
    const chosen = metrics.includes(select.value) ? select.value : metrics[0];
    renew(select, metrics.map((metric) => h('option', { value: metric }, `${nameOfMetric(metric)}${metric === wanted ? ', the objective' : ''}`)));
    select.value = chosen;
    const closed = closedMark(modesOfExperiment(now.spec).find(isClosedLoop));
    const sign = chosen === P99 && closed;
    renew(place, matrix(its, now.spec, chosen, sign), ranking(its, now.status, chosen, chosen === wanted, sign), whole(its, closed));
    renew(choice, front(its, now.status.pareto ?? []));
  }
  box.data = { status, spec };
  box.takeOver = (now) => {
    box.data = now.data;
    draw();
  };
  draw();
  return box;
}

const goalOf = (metric) => METRICS[metric]?.goal ?? 'Minimize';

/** Best first; the ones without numbers last. */
function ranked(all, metric) {
  const sign = goalOf(metric) === 'Maximize' ? -1 : 1;
  return all.filter((cell) => isNumber(numberOf(cell, metric).value)).sort((a, b) => sign * (numberOf(a, metric).value - numberOf(b, metric).value));
}

/** Two factors span it; the others make a block each. Shade and rank say the same. */
function matrix(all, spec, metric, sign) {
  const names = [...new Set(all.flatMap((cell) => Object.keys(cell.assignments ?? {})))];
  const own = all.filter((cell) => !cell.again);
  if (spec.strategy === 'Tune' || names.length === 0) {
    return null;
  }
  const [down, across, ...others] = names;
  const values = (name) => [...new Set(own.map((cell) => cell.assignments?.[name] ?? '–'))];
  const rank = new Map(ranked(own, metric).map((cell, i) => [cell.id, i + 1]));
  const blocks = new Map();
  own.forEach((cell) => {
    const key = others.map((name) => `${name}: ${cell.assignments?.[name] ?? '–'}`).join(', ');
    blocks.set(key, [...(blocks.get(key) ?? []), cell]);
  });
  return h(
    'div',
    { class: 'matrices' },
    [...blocks].map(([block, its]) =>
      h(
        'div',
        { class: 'wide', tabindex: '0', role: 'group', 'aria-label': `Matrix ${block}` },
        h(
          'table',
          { class: 'matrix' },
          h('caption', null, `${nameOfMetric(metric)}, ${unitOfMetric(metric)}${block ? `; ${block}` : ''}. #1 is best; the deeper the shade, the better.`, sign && [' ', sign.cloneNode(true)]),
          across && h('thead', null, h('tr', null, h('th', { scope: 'col' }, `${down} \\ ${across}`), values(across).map((value) => h('th', { scope: 'col' }, value)))),
          h(
            'tbody',
            null,
            values(down).map((row) =>
              h(
                'tr',
                null,
                h('th', { scope: 'row' }, row),
                (across ? values(across) : [null]).map((column) =>
                  square(its.find((cell) => (cell.assignments?.[down] ?? '–') === row && (column === null || (cell.assignments?.[across] ?? '–') === column)), metric, rank),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

function square(cell, metric, rank) {
  const one = cell ? numberOf(cell, metric) : null;
  if (!one || !isNumber(one.value)) {
    return h('td', { class: 'heat none', title: cell?.reason ?? '' }, cell?.verdict === 'Skipped' ? '∅ skipped' : '–');
  }
  const place = rank.get(cell.id);
  const goodness = rank.size > 1 ? 1 - (place - 1) / (rank.size - 1) : 1;
  const { text, low, high } = estimate(one.value, one.low, one.high);
  return measure(h('td', { class: 'heat' }, h('b', null, text), h('span', { class: 'rank' }, ` #${place}`), low !== null && h('span', { class: 'interval' }, `${low} to ${high}`)), '--shade', Math.round(goodness * 100));
}

function ranking(all, status, metric, isObjective, sign) {
  const marks = ranked(all, metric).map((cell) => {
    const one = numberOf(cell, metric);
    return { label: cell.again ? `${cell.id} (the same as ${cell.again} again)` : cell.id, ...one, text: estimate(one.value, one.low, one.high).text, isMarked: isObjective && status.best?.cell === cell.id, note: `${cell.runs} runs` };
  });
  return intervals(`Ranking by ${nameOfMetric(metric)}, ${unitOfMetric(metric)}, best first${isObjective ? '; ◆ is significantly better than every other' : '; exploratory'}`, unitOfMetric(metric), marks, { sign: sign && sign.cloneNode(true) });
}

function whole(all, sign) {
  const text = (cell, metric) => {
    const one = numberOf(cell, metric);
    const its = estimate(one.value, one.low, one.high);
    return its.low === null ? its.text : `${its.text} (${its.low} to ${its.high})`;
  };
  return h(
    'details',
    { class: 'twin' },
    h('summary', null, `All ${all.length} cells as a table`),
    table(
      'Cells',
      [{ name: 'Cell' }, { name: 'Runs', isNumber: true }, { name: 'Requests/s', isNumber: true }, { name: ['P99 ms ', sign && sign.cloneNode(true)], isNumber: true }, { name: 'Median ms', isNumber: true }, { name: 'Mean ms', isNumber: true }, { name: 'OK %', isNumber: true }, { name: 'USD per 1,000', isNumber: true }, { name: 'Verdict' }],
      all.map((cell) => [cell.id, String(cell.runs ?? 0), text(cell, 'requestsPerSecond'), text(cell, 'p99Ms'), text(cell, 'medianMs'), text(cell, 'meanMs'), written(cell.successPercent), written(cell.usdPer1000, null, 4), verdictBadge(cell.verdict ?? 'None')]),
    ),
  );
}

function front(all, pareto) {
  const points = all
    .filter((cell) => !cell.again && isNumber(cell.requestsPerSecond?.mean) && isNumber(cell.p99Ms?.mean))
    .map((cell) => ({ label: cell.id, x: cell.requestsPerSecond.mean, y: cell.p99Ms.mean, isMarked: pareto.includes(cell.id) }));
  return points.length > 1 && scatter('Worth a choice: ◆ cells that no other beats in throughput, latency and price at once; to the right and below is better', 'requests/s', 'p99, ms', points);
}
