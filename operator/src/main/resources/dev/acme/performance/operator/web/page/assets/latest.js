// The latest result: the numbers of the run that ended last and whose numbers are not void, with their mark and their run.

import { h } from './dom.js';
import { renew } from './renew.js';
import { count, p99OfSummary, range, written } from './digits.js';
import { closedLegend, closedMark, empty, fidelityMark, runLink, validityBadge, verdictBadge } from './parts.js';
import { fidelityOfSummary, isSound, isVoid, variantOfSummary } from './words.js';
import { instant } from './times.js';

const byEnd = (a, b) => (a.completedAt < b.completedAt ? 1 : -1);

export function latest(session) {
  const body = h('div', null);
  let drawn = '';

  function draw(runs) {
    const [run] = runs.filter(isSound).sort(byEnd);
    const voids = runs.filter((one) => isVoid(one) && (!run || one.completedAt > run.completedAt)).length;
    const now = JSON.stringify([run, voids]);
    if (now === drawn) {
      return;
    }
    drawn = now;
    renew(body, run ? numbers(run, session) : empty('No run has numbers yet.'), voids > 0 && h('p', { class: 'note' }, leftOut(voids)));
  }

  return { body, draw };
}

const leftOut = (voids) => `${count(voids)} later ${voids === 1 ? 'run is' : 'runs are'} left out: void numbers.`;

function numbers(run, session) {
  const tile = (name, text, unit, interval = '') =>
    h('div', { class: 'tile' }, h('span', { class: 'name' }, name), h('span', { class: 'big' }, text), h('span', { class: 'unit' }, unit), h('span', { class: 'interval' }, interval));
  const half = (run.p99HighMs - run.p99LowMs) / 2 || null;
  const bounds = range({ low: run.p99LowMs, high: run.p99HighMs, half });
  return [
    h('p', null, 'Run ', h('a', { href: runLink(run) }, run.name), ' ', verdictBadge(run.verdict), ' ', validityBadge(run.validity), ' ', fidelityMark(fidelityOfSummary(run, session))),
    h('p', { class: 'sub' }, [run.namespace, variantOfSummary(run), run.mode, `${count(run.clients)} clients`, run.modelId, `ended ${instant(run.completedAt)}`].filter(Boolean).map((word) => h('span', null, word))),
    h(
      'div',
      { class: 'tiles' },
      tile(['p99 ', closedMark(run.mode)], p99OfSummary(run), 'ms', bounds && `95 %: ${bounds}`),
      tile('Median', written(run.medianMs), 'ms'),
      tile('Requests/s', written(run.requestsPerSecond), '1/s'),
      tile('Throughput', written(run.megabytesPerSecond), 'MB/s'),
      tile('Errors', written(run.errorPercent), '%'),
    ),
    closedLegend([run.mode]),
  ];
}
