// A run under way: how far it is, what it does now, and how that went since this page was opened.

import { h, say, show } from './dom.js';
import { renew } from './renew.js';
import { count, isNumber, short, written } from './digits.js';
import { lines } from './lines.js';
import { closedLegend, closedMark, fidelityMark, panel } from './parts.js';
import { COURSE, PHASES, fidelityOfSummary } from './words.js';
import { span } from './times.js';
import { stateOfStream } from './store.js';

const MOST_POINTS = 3600;
const LEAST_S = 10;
const TOLD_EVERY_PERCENT = 10;

export function live(run, session) {
  const seen = { at: [], requests: [], megabytes: [], p50: [], p99: [], failed: [] };
  const begin = Date.now();
  let last = null;
  let told = -TOLD_EVERY_PERCENT;

  const steps = h('ol', { class: 'course' });
  const bar = h('progress', { max: 100, 'aria-label': 'Progress of the load' });
  const percent = h('span', { class: 'percent' });
  const tiles = h('div', { class: 'tiles' });
  const heard = h('p', { class: 'note' });
  let latest = null;
  const chart = (caption, unit, series) =>
    lines({ caption, label: `${caption}, since this page was opened. The table below has all numbers.`, x: { name: 's since the attempt began', ticks: short, least: LEAST_S }, y: { name: unit }, lines: series.map((one) => ({ ...one, pointed: true })) }, series.length === 2 ? [[], [], []] : [[], []], {
      xText: (v) => `${v.toFixed(0)} s`,
    });
  const rate = chart('Requests/s', '1/s', [{ name: 'requests/s' }]);
  const bytes = chart('MB/s', 'MB/s', [{ name: 'MB/s' }]);
  const latency = chart('Latency of the last interval', 'ms', [{ name: 'median' }, { name: 'p99' }]);
  const errors = chart('Failed requests, in all', 'requests', [{ name: 'failed' }]);
  const charts = h('div', { class: 'pair' });
  const none = h('p', { class: 'note' }, 'The curves begin with the first second under load.');
  const body = h(
    'div',
    null,
    panel('Progress', steps, h('div', { class: 'bar' }, bar, percent), tiles, heard),
    panel('Over time', h('p', { class: 'note' }, fidelityMark(fidelityOfSummary(run.summary, session)), ' A first impression: each point is one second, of several load generators roughly. The result has every second and is computed from every sample.'), none, charts, closedLegend([run.summary.mode], true)),
  );
  show(charts, rate, latency, bytes, errors);
  hideEmpty();

  const clock = setInterval(() => {
    if (body.isConnected) {
      drawHeard();
    } else {
      clearInterval(clock);
    }
  }, 1000);

  function drawHeard() {
    const { isOpen, heardAt } = stateOfStream();
    const words = heardAt === null ? 'Nothing heard yet.' : `${isOpen ? 'Last heard' : 'Not connected; last heard'} ${span((Date.now() - heardAt) / 1000)} ago.`;
    heard.textContent = latest?.at ? `${words} These numbers are ${span((Date.now() - Date.parse(latest.at)) / 1000)} old.` : words;
  }

  function update(summary) {
    drawSteps(steps, summary.phase);
    const progress = summary.progress;
    latest = progress ?? latest;
    if (progress && isNumber(progress.percent)) {
      bar.value = progress.percent;
      percent.textContent = `${progress.percent.toFixed(0)} %`;
      if (progress.percent - told >= TOLD_EVERY_PERCENT) {
        told = progress.percent;
        say(`${progress.percent.toFixed(0)} percent, ${short(progress.requestsPerSecond)} requests per second`);
      }
    } else {
      bar.removeAttribute('value');
      percent.textContent = summary.phase === 'Suspended' ? 'suspended' : 'no load yet';
    }
    drawTiles(tiles, progress, summary.mode);
    drawHeard();
    keep(progress, summary);
  }

  function keep(progress, summary) {
    const now = JSON.stringify(progress);
    if (!progress || now === last) {
      return;
    }
    last = now;
    const at = Date.parse(progress.at ?? '') || Date.now();
    seen.at.push(Math.max(seen.at.at(-1) ?? 0, (at - (Date.parse(summary.startedAt ?? '') || begin)) / 1000));
    seen.requests.push(progress.requestsPerSecond ?? null);
    seen.megabytes.push(progress.megabytesPerSecond ?? null);
    seen.p50.push(progress.p50Ms ?? null);
    seen.p99.push(progress.p99Ms ?? null);
    seen.failed.push(progress.failed ?? null);
    if (seen.at.length > MOST_POINTS) {
      Object.values(seen).forEach((list) => list.shift());
    }
    rate.update([seen.at, seen.requests]);
    bytes.update([seen.at, seen.megabytes]);
    latency.update([seen.at, seen.p50, seen.p99]);
    errors.update([seen.at, seen.failed]);
    hideEmpty();
  }

  /** Axes without a number are no picture. */
  function hideEmpty() {
    [[rate, seen.requests], [bytes, seen.megabytes], [latency, seen.p50.concat(seen.p99)], [errors, seen.failed]].forEach(([one, values]) => {
      one.hidden = !values.some(isNumber);
    });
    none.hidden = seen.at.length > 0;
  }

  return { body, update };
}

function drawSteps(box, phase) {
  const at = COURSE.indexOf(phase);
  renew(
    box,
    COURSE.map((step, i) =>
      h('li', { class: i < at ? 'done' : i === at ? 'now' : null, 'aria-current': i === at ? 'step' : null }, h('span', { class: 'sign', 'aria-hidden': 'true' }, i < at ? '●' : i === at ? '◉' : '○'), ' ', step),
    ),
    at < 0 && h('li', { class: 'now', 'aria-current': 'step' }, phase),
  );
  box.title = PHASES[phase]?.means ?? '';
}

function drawTiles(box, progress, mode) {
  const tile = (name, value, unit) => h('div', { class: 'tile' }, h('span', { class: 'name' }, name), h('span', { class: 'big' }, value), h('span', { class: 'unit' }, unit));
  renew(
    box,
    tile('Requests/s', written(progress?.requestsPerSecond, null, 1), '1/s'),
    tile('Throughput', written(progress?.megabytesPerSecond, null, 1), 'MB/s'),
    tile('Median', written(progress?.p50Ms), 'ms'),
    tile(['p99 ', closedMark(mode)], written(progress?.p99Ms), 'ms'),
    tile('Requests', count(progress?.requests), ''),
    tile('Failed', count(progress?.failed), ''),
  );
}
