// All runs, a hundred at a time: a thousand are filtered and sorted in memory, and never drawn at once.

import { fresh, h, say, show } from './dom.js';
import { count, p99OfSummary, written } from './digits.js';
import { empty, fidelityMark, phaseBadge, runLink, validityBadge, verdictBadge } from './parts.js';
import { instant, span } from './times.js';
import { fidelityOfSummary, variantOfSummary } from './words.js';
import * as store from './store.js';

const PAGE = 100;
const COLUMNS = [
  { name: 'Compare', unseen: true },
  { name: 'Run', by: (run) => run.name },
  { name: 'Phase', by: (run) => run.phase ?? '' },
  { name: 'Verdict', by: (run) => run.verdict ?? '' },
  { name: 'Validity', by: (run) => run.validity ?? '' },
  { name: 'Variant', by: variantOfSummary },
  { name: 'Clients', isNumber: true, by: (run) => run.clients ?? -1 },
  { name: 'Load', by: (run) => run.mode ?? '' },
  { name: 'Req/s', isNumber: true, by: (run) => run.requestsPerSecond ?? -1 },
  { name: 'MB/s', isNumber: true, by: (run) => run.megabytesPerSecond ?? -1 },
  { name: 'Mean ms', isNumber: true, by: (run) => run.meanMs ?? -1 },
  { name: 'Median ms', isNumber: true, by: (run) => run.medianMs ?? -1 },
  { name: 'P99 ms', isNumber: true, by: (run) => run.p99Ms ?? -1 },
  { name: 'Err %', isNumber: true, by: (run) => run.errorPercent ?? -1 },
  { name: 'Age', by: (run) => run.createdAt ?? '' },
];

export function runList(session) {
  const chosen = new Set();
  let words = '';
  let sort = { at: COLUMNS.length - 1, isUp: false };
  let page = 0;
  let runs = [];

  const filterId = fresh('filter');
  const filter = h('input', { id: filterId, type: 'search', placeholder: 'name, phase, variant, model …', oninput: narrow });
  const told = h('span', { class: 'note', role: 'status' });
  const comparing = h('span', null);
  const head = h('tr', null);
  const body = h('tbody', null);
  const pages = h('nav', { class: 'pages', 'aria-label': 'Pages of runs' });
  const nothing = h('div', null);
  const wide = h(
    'div',
    { class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'Runs, a table' },
    h('table', { class: 'runs' }, h('caption', { class: 'unseen' }, 'Runs'), h('thead', null, head), body),
  );
  const box = h(
    'div',
    null,
    h('div', { class: 'tools' }, h('label', { for: filterId }, 'Filter'), filter, told, comparing, h('a', { class: 'button', href: '#/new' }, 'New run')),
    wide,
    nothing,
    pages,
  );
  drawHead();

  function narrow() {
    words = filter.value.trim().toLowerCase();
    page = 0;
    draw(runs);
  }

  function matches(run) {
    const text = [run.namespace, run.name, run.phase, run.verdict, run.validity, variantOfSummary(run), run.mode, run.modelId, run.experiment, run.bottleneck?.component ?? run.bottleneck, run.message]
      .join(' ')
      .toLowerCase();
    return words.split(/\s+/).every((word) => text.includes(word));
  }

  function drawHead() {
    show(
      head,
      COLUMNS.map((column, at) =>
        column.unseen
          ? h('th', { scope: 'col' }, h('span', { class: 'unseen' }, column.name))
          : h(
              'th',
              { scope: 'col', class: column.isNumber ? 'number' : null, 'aria-sort': at === sort.at ? (sort.isUp ? 'ascending' : 'descending') : null },
              h('button', { type: 'button', class: 'sort', onclick: () => order(at) }, column.name, h('span', { 'aria-hidden': 'true' }, at === sort.at ? (sort.isUp ? ' ▲' : ' ▼') : '')),
            ),
      ),
    );
  }

  function order(at) {
    sort = { at, isUp: at === sort.at ? !sort.isUp : !COLUMNS[at].isNumber };
    page = 0;
    drawHead();
    draw(runs);
    head.children[at].querySelector('button').focus();
  }

  function sorted(found) {
    const { by } = COLUMNS[sort.at];
    const sign = sort.isUp ? 1 : -1;
    const key = new Map(found.map((run) => [run, by(run)]));
    return found.sort((a, b) => sign * (key.get(a) < key.get(b) ? -1 : key.get(a) > key.get(b) ? 1 : 0));
  }

  function draw(all) {
    runs = all;
    const found = sorted(words === '' ? [...all] : all.filter(matches));
    const most = Math.max(0, Math.ceil(found.length / PAGE) - 1);
    page = Math.min(page, most);
    const shown = found.slice(page * PAGE, (page + 1) * PAGE);
    const focused = document.activeElement?.closest?.('tr')?.dataset.key;
    const isBox = document.activeElement?.type === 'checkbox';
    show(body, shown.map(row));
    if (focused) {
      [...body.children].find((line) => line.dataset.key === focused)?.querySelector(isBox ? 'input' : 'a')?.focus({ preventScroll: true });
    }
    told.textContent = words === '' ? `${count(all.length)} runs` : `${count(found.length)} of ${count(all.length)} runs`;
    wide.hidden = found.length === 0;
    show(nothing, found.length === 0 && (all.length === 0 ? empty('No run yet.', h('a', { class: 'button primary', href: '#/new' }, 'Start the first one')) : empty('No run matches the filter.')));
    drawPages(found.length, most);
    drawChosen();
  }

  function drawPages(total, most) {
    const turn = (to) => () => {
      page = to;
      draw(runs);
      say(`Runs ${page * PAGE + 1} to ${Math.min(total, (page + 1) * PAGE)} of ${total}`);
    };
    show(
      pages,
      most > 0 && [
        h('button', { type: 'button', disabled: page === 0, onclick: turn(page - 1) }, '‹ Newer'),
        h('span', null, ` ${count(page * PAGE + 1)} to ${count(Math.min(total, (page + 1) * PAGE))} of ${count(total)} `),
        h('button', { type: 'button', disabled: page === most, onclick: turn(page + 1) }, 'Older ›'),
      ],
      store.hasOlder() && h('button', { type: 'button', onclick: () => store.older() }, 'Ask for older runs'),
    );
  }

  function drawChosen() {
    const keys = [...chosen].filter((key) => store.runOf(key));
    show(
      comparing,
      keys.length >= 2
        ? h('a', { class: 'button primary', href: `#/compare?${keys.map((key) => `run=${encodeURIComponent(key)}`).join('&')}` }, `Compare ${keys.length} runs`)
        : keys.length === 1 && h('span', { class: 'note' }, 'Choose another one to compare'),
    );
  }

  function row(run) {
    const key = store.keyOf(run);
    const choose = (event) => {
      if (event.target.checked) {
        chosen.add(key);
      } else {
        chosen.delete(key);
      }
      drawChosen();
    };
    const number = (text) => h('td', { class: 'number' }, text);
    return h(
      'tr',
      { 'data-key': key },
      h('td', null, h('input', { type: 'checkbox', 'aria-label': `Compare ${run.name}`, checked: chosen.has(key), onchange: choose })),
      h('th', { scope: 'row' }, h('a', { href: runLink(run) }, run.name), h('span', { class: 'under-name' }, run.namespace)),
      h('td', null, phaseBadge(run.phase), run.progress && run.phase === 'Running' ? ` ${Math.round(run.progress.percent)} %` : ''),
      h('td', null, verdictBadge(run.verdict)),
      h('td', null, validityBadge(run.validity)),
      h('td', null, variantOfSummary(run), h('span', { class: 'under-name' }, fidelityMark(fidelityOfSummary(run, session)))),
      number(count(run.clients)),
      h('td', null, run.mode ?? '–'),
      number(written(run.requestsPerSecond)),
      number(written(run.megabytesPerSecond)),
      number(written(run.meanMs)),
      number(written(run.medianMs)),
      number(p99OfSummary(run)),
      number(written(run.errorPercent)),
      h('td', { title: `created ${instant(run.createdAt)}` }, span((Date.now() - Date.parse(run.createdAt)) / 1000)),
    );
  }

  return { body: box, draw };
}
