// What the full result adds: the percentile curve and the histogram of its HdrHistograms, and the seconds of the run.

import { h, show } from './dom.js';
import { columns } from './bars.js';
import { count, isNumber, range, short, significant, written } from './digits.js';
import { atRank, columns as binned, curve, decode, percentile } from './histogram.js';
import { lines } from './lines.js';
import { empty } from './parts.js';
import { fewestFor, isCarried, ranks } from './percentiles.js';

/** Histograms are of microseconds. */
const US = 1000;
const BINS = 48;
/** Half a thousandth: HdrHistograms of three digits tell no more. */
const RESOLUTION = 0.0005;
const SHOWN = [50, 75, 90, 95, 99, 99.9, 99.99, 100];
/** Where 1 / (1 - share) is labelled. */
const TICKS = [1, 2, 10, 100, 1000, 10_000, 100_000, 1_000_000];
const OTHERS = [
  ['serviceTime', 'from the actual send'],
  ['coldTime', 'cold starts only'],
  ['failedTime', 'failed requests'],
];

/** Fills `box` with what the result's histograms show. */
export async function latencies(box, report) {
  const histograms = report.histograms ?? {};
  const main = await decode(histograms.responseTime);
  if (main === null || main.total === 0) {
    show(box, empty('No request succeeded, or the histogram was left out: there is no distribution.'));
    return;
  }
  const isOpen = report.serviceLatency || ['Constant', 'Poisson'].includes(report.arrival?.kind);
  const others = [];
  for (const [name, words] of OTHERS) {
    // in a closed loop both count from the send
    const one = histograms[name] && (isOpen || name !== 'serviceTime') ? await decode(histograms[name]) : null;
    if (one !== null && one.total > 0) {
      others.push({ histogram: one, words });
    }
  }
  const shown = [{ histogram: main, words: isOpen ? 'from the planned start' : 'response time' }, ...others].slice(0, 4);
  show(box, percentiles(shown), h('div', { class: 'pair' }, distribution(main), percentileTable(shown)));
}

/** One axis for all: the union of their points. A line ends where the samples no longer bound it; of the first one the rest is told apart. */
function percentiles(shown) {
  const [first] = shown;
  const parts = [
    ...shown.map(({ histogram, words }) => ({ name: words, points: points(histogram).filter(({ percent }) => isCarried(percent, histogram.total)) })),
    { name: 'too few samples to bound it', points: rest(first.histogram), isRest: true },
  ].filter((part) => part.points.length > 0);
  const xs = [...new Set(parts.flatMap((part) => part.points.map(({ x }) => x)))].sort((a, b) => a - b);
  const most = xs.at(-1);
  const ys = parts.map((part) => {
    const byX = new Map(part.points.map(({ x, y }) => [x, y]));
    return xs.map((x) => byX.get(x) ?? null);
  });
  const told = SHOWN.slice(0, 6).filter((p) => isCarried(p, first.histogram.total));
  return lines(
    {
      caption: `Latency by percentile, ${count(first.histogram.total)} requests; each step to the right is ten times rarer`,
      label: `Latency by percentile: ${told.map((p) => `p${p} ${estimated(first.histogram, p).text} ms`).join(', ')}`,
      x: { name: 'percentile', isLog: true, at: TICKS.filter((tick) => tick <= most * 1.5), ticks: (v) => `${percentText(v)} %` },
      y: { name: 'ms', text: significant },
      lines: parts.map(({ name, isRest }) => ({ name, spanGaps: true, bare: true, ...(isRest ? { look: 2, thin: true } : {}) })),
    },
    [xs, ...ys],
    { xText: (v) => `${percentText(v)} %` },
  );
}

/** From where the other line ends. */
function rest(histogram) {
  const all = points(histogram);
  const from = all.findIndex(({ percent }) => !isCarried(percent, histogram.total));
  return from < 0 ? [] : all.slice(Math.max(0, from - 1));
}

const points = (histogram) => curve(histogram).map(({ percent, value }) => ({ percent, x: 1 / (1 - percent / 100), y: value / US }));

/** A percentile in ms with the digits that its 95 % interval carries: `{text, interval}`. */
function estimated(histogram, percent) {
  const value = percentile(histogram, percent) / US;
  if (percent === 100) {
    return { text: significant(value), interval: '' };
  }
  const { low: lowest, high: highest } = ranks(histogram.total, percent);
  const low = atRank(histogram, lowest) / US;
  const high = highest === null ? null : atRank(histogram, highest) / US;
  // where there is no upper bound the largest value takes its place for the digits, as perfrun's table has it
  const half = Math.max(((high ?? histogram.max / US) - low) / 2, value * RESOLUTION);
  return { text: written(value, half), interval: range({ low, high, half }) };
}

function percentText(x) {
  const percent = 100 - 100 / x;
  const nines = Math.max(0, Math.floor(Math.log10(x)) - 1);
  return String(Number(percent.toFixed(Math.max(1, nines))));
}

function distribution(histogram) {
  const bins = binned(histogram, BINS).map(({ from, to, count: number }) => ({ from: from / US, to: to / US, count: number }));
  return columns('How often which latency', 'ms', bins, [50, 99].map((p) => ({ name: `p${p}`, value: percentile(histogram, p) / US, text: estimated(histogram, p).text })));
}

function percentileTable(shown) {
  const missing = SHOWN.filter((p) => shown.some(({ histogram }) => !isCarried(p, histogram.total)));
  return h(
    'div',
    null,
    h(
      'div',
      { class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'Percentiles, a table' },
      h(
        'table',
        { class: 'percentiles' },
        h('caption', null, 'Percentiles in ms with their 95 % intervals'),
        h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Percentile'), shown.map(({ words }) => h('th', { scope: 'col', class: 'number' }, words)))),
        h('tbody', null, SHOWN.map((p) => h('tr', null, h('th', { scope: 'row' }, p === 100 ? 'max' : `p${p}`), shown.map(({ histogram }) => cell(histogram, p))))),
      ),
    ),
    missing.length > 0 &&
      h('p', { class: 'note' }, `— too few requests: ${missing.map((p) => `a p${p} needs ${count(fewestFor(p))}`).join(', ')} to have an upper bound, and there are ${shown.map(({ histogram, words }) => `${count(histogram.total)} (${words})`).join(', ')}.`),
  );
}

function cell(histogram, percent) {
  if (!isCarried(percent, histogram.total)) {
    return h('td', { class: 'number', title: `a p${percent} needs ${count(fewestFor(percent))} requests to have an upper bound; there are ${count(histogram.total)}` }, '—');
  }
  const { text, interval } = estimated(histogram, percent);
  return h('td', { class: 'number' }, text, interval && h('span', { class: 'interval' }, interval));
}

/** Fills `box` with the result's seconds. */
export function courseOfRun(box, report) {
  const seconds = report.series ?? [];
  if (seconds.length < 2) {
    show(box, empty('The run has no series of seconds: it was too short, or its load generator was lost.'));
    return;
  }
  const at = seconds.map((one) => one.second);
  const list = (read) => seconds.map((one) => (isNumber(read(one)) ? read(one) : null));
  const x = { name: 's since the common start', ticks: short };
  const chart = (caption, unit, names, data) => lines({ caption, label: `${caption} over ${seconds.length} seconds. The table below has all numbers.`, x, y: { name: unit }, lines: names.map((name) => ({ name })) }, [at, ...data], { xText: (v) => `${v} s` });
  show(
    box,
    h(
      'div',
      { class: 'pair' },
      chart('Requests that ended in each second', '1/s', ['requests', 'failed'], [list((s) => s.requests), list((s) => s.errors)]),
      chart('Latency of each second', 'ms', ['median', 'p99'], [list((s) => s.p50Ms), list((s) => s.p99Ms)]),
      chart('MB in each second', 'MB/s', ['MB/s'], [list((s) => s.bytes / 1e6)]),
    ),
  );
}
