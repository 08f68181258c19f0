// All runs, a hundred at a time: a thousand are filtered and sorted in memory, and never drawn at once.

import { fresh, h, say, show } from './dom.js';
import { renew } from './renew.js';
import { renewRows } from './rows.js';
import { count, isNumber, p99OfSummary, written } from './digits.js';
import { MOST_COMPARED, action, closedLegend, closedMark, compareLink, empty, fidelityMark, phaseBadge, runLink, validityBadge, verdictBadge } from './parts.js';
import { age, instant } from './times.js';
import { fidelityOfSummary, isVoid, variantOfSummary } from './words.js';
import * as store from './store.js';

const PAGE = 100;
const COLUMNS = [
  { name: 'Compare', unseen: true },
  { name: 'Run', isMajor: true, by: (run) => run.name },
  { name: 'Phase', isMajor: true, by: (run) => run.phase ?? '' },
  { name: 'Verdict', by: (run) => run.verdict ?? '' },
  { name: 'Validity', by: (run) => run.validity ?? '' },
  { name: 'Variant', by: variantOfSummary },
  { name: 'Load', by: (run) => run.mode ?? '' },
  { name: 'Clients', isNumber: true, by: (run) => run.clients ?? -1 },
  { name: 'Req/s', isMajor: true, isNumber: true, by: (run) => run.requestsPerSecond ?? -1 },
  { name: 'MB/s', isNumber: true, by: (run) => run.megabytesPerSecond ?? -1 },
  { name: 'Mean ms', isNumber: true, by: (run) => run.meanMs ?? -1 },
  { name: 'Median ms', isNumber: true, by: (run) => run.medianMs ?? -1 },
  { name: 'P99 ms', isMajor: true, isNumber: true, by: (run) => run.p99Ms ?? -1 },
  { name: 'Err %', isNumber: true, by: (run) => run.errorPercent ?? -1 },
  { name: 'Age', isMajor: true, by: (run) => run.createdAt ?? '' },
];

const FULL = `${MOST_COMPARED} runs are the most that can be compared.`;

const runsIn = (all) => `${count(all.length)} ${all.length === 1 ? 'run' : 'runs'}`;

/** What was chosen, sought and sorted by: whoever comes back from a run finds the list as it was left, and nobody else does. */
const left = new WeakMap();

function stateOf(session) {
  if (!left.has(session)) {
    left.set(session, { chosen: new Set(), words: '', sort: { at: COLUMNS.length - 1, isUp: false }, page: 0 });
  }
  return left.get(session);
}

export function runList(session) {
  const state = stateOf(session);
  const { chosen } = state;
  const mayCreate = (session.namespaces ?? []).some((one) => one.canCreate);
  let runs = [];

  const filterId = fresh('filter');
  const filter = h('input', { id: filterId, type: 'search', value: state.words, placeholder: 'name, phase, variant, model …', oninput: narrow });
  const told = h('span', { class: 'note', role: 'status' });
  const comparing = h('span', null);
  // told explicitly: on a phone, where a run is a card, the style sheet takes the shape of a table away
  const head = h('tr', { role: 'row' });
  const body = h('tbody', { role: 'rowgroup' });
  const legend = h('div', null);
  const newer = h('button', { type: 'button', onclick: turn }, '‹ Newer');
  const older = h('button', { type: 'button', onclick: turn }, 'Older ›');
  const place = h('span', null);
  const turns = h('span', { class: 'pages' }, newer, place, older);
  const asking = action('Ask for older runs', () => store.older());
  const pages = h('nav', { class: 'pages', 'aria-label': 'Pages of runs' }, turns, asking);
  const nothing = h('div', null);
  const wide = h(
    'div',
    { class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'Runs, a table' },
    h('table', { class: 'runs', role: 'table' }, h('caption', { class: 'unseen' }, 'Runs'), h('thead', { role: 'rowgroup' }, head), body),
  );
  const box = h(
    'div',
    null,
    h('div', { class: 'tools' }, h('label', { for: filterId }, 'Filter'), filter, told, comparing, mayCreate && h('a', { class: 'button', href: '#/new' }, 'New run')),
    wide,
    legend,
    nothing,
    pages,
  );
  drawHead();

  function narrow() {
    state.words = filter.value;
    state.page = 0;
    draw(runs);
  }

  const sought = () => state.words.trim().toLowerCase();

  function matches(run) {
    const text = [run.namespace, run.name, run.phase, run.verdict, run.validity, variantOfSummary(run), run.mode, run.modelId, run.experiment, run.bottleneck?.component ?? run.bottleneck, run.message]
      .join(' ')
      .toLowerCase();
    return sought().split(/\s+/).every((word) => text.includes(word));
  }

  function drawHead() {
    const { sort } = state;
    show(
      head,
      COLUMNS.map((column, at) =>
        column.unseen
          ? h('th', { scope: 'col', role: 'columnheader' }, h('span', { class: 'unseen' }, column.name))
          : h(
              'th',
              { scope: 'col', role: 'columnheader', class: `${column.isNumber ? 'number' : ''} ${column.isMajor ? '' : 'minor'}`, 'aria-sort': at === sort.at ? (sort.isUp ? 'ascending' : 'descending') : null },
              h('button', { type: 'button', class: 'sort', onclick: () => order(at) }, column.name, h('span', { 'aria-hidden': 'true' }, at === sort.at ? (sort.isUp ? ' ▲' : ' ▼') : '')),
            ),
      ),
    );
  }

  function order(at) {
    state.sort = { at, isUp: at === state.sort.at ? !state.sort.isUp : !COLUMNS[at].isNumber };
    state.page = 0;
    drawHead();
    draw(runs);
    head.children[at].querySelector('button').focus();
  }

  function sorted(found) {
    const { by } = COLUMNS[state.sort.at];
    const sign = state.sort.isUp ? 1 : -1;
    const key = new Map(found.map((run) => [run, by(run)]));
    return found.sort((a, b) => sign * (key.get(a) < key.get(b) ? -1 : key.get(a) > key.get(b) ? 1 : 0));
  }

  function draw(all) {
    runs = all;
    const isSought = sought() !== '';
    const found = sorted(isSought ? all.filter(matches) : [...all]);
    const most = Math.max(0, Math.ceil(found.length / PAGE) - 1);
    state.page = Math.min(state.page, most);
    const shown = found.slice(state.page * PAGE, (state.page + 1) * PAGE);
    renewRows(body, shown.map(item));
    renew(legend, closedLegend(shown.filter((run) => isNumber(run.p99Ms)).map((run) => run.mode)));
    // what the API has not told of yet is not sought either
    renew(told, `${isSought ? `${count(found.length)} of ` : ''}${store.hasOlder() ? 'the newest ' : ''}${runsIn(all)}`);
    wide.hidden = found.length === 0;
    renew(nothing, found.length === 0 && (all.length === 0 ? empty('No run yet.', ...(mayCreate ? [h('a', { class: 'button primary', href: '#/new' }, 'Start the first one')] : [])) : empty(`No run matches the filter.${store.hasOlder() ? ' Older runs are not listed here yet: ask for them below.' : ''}`)));
    drawPages(found.length, most);
    drawChosen();
  }

  /** Buttons stay, and are told to be of no use instead of disabled: who pressed one may press it again. */
  function drawPages(total, most) {
    const { page } = state;
    turns.hidden = most === 0;
    newer.setAttribute('aria-disabled', String(page === 0));
    older.setAttribute('aria-disabled', String(page === most));
    renew(place, `${count(page * PAGE + 1)} to ${count(Math.min(total, (page + 1) * PAGE))} of ${count(total)}`);
    asking.hidden = !store.hasOlder();
  }

  function turn(event) {
    if (event.currentTarget.getAttribute('aria-disabled') === 'true') {
      return;
    }
    state.page += event.currentTarget === older ? 1 : -1;
    draw(runs);
    say(`Runs ${place.textContent}`);
  }

  const chosenKeys = () => [...chosen].filter((key) => store.runOf(key));

  function drawChosen() {
    const keys = chosenKeys();
    renew(
      comparing,
      keys.length >= 2
        ? h('a', { class: 'button primary', href: compareLink(keys) }, `Compare ${keys.length} runs`)
        : keys.length === 1 && h('span', { class: 'note' }, 'Choose another one to compare'),
      keys.length >= MOST_COMPARED && h('span', { class: 'note' }, ' ', FULL),
    );
  }

  function item(run) {
    const key = store.keyOf(run);
    const isChosen = chosen.has(key);
    const isBeyond = !isChosen && chosenKeys().length >= MOST_COMPARED;
    const old = age((Date.now() - Date.parse(run.createdAt)) / 1000);
    return { key, state: JSON.stringify([run, isChosen, isBeyond, old]), make: () => row(run, key, isChosen, isBeyond, old) };
  }

  function row(run, key, isChosen, isBeyond, old) {
    const choose = (event) => {
      if (event.target.checked) {
        chosen.add(key);
      } else {
        chosen.delete(key);
      }
      draw(runs);
      if (chosenKeys().length === MOST_COMPARED) {
        say(FULL);
      }
    };
    const cells = { role: 'cell' };
    const cell = (label, ...parts) => h('td', { ...cells, 'data-label': label }, parts);
    const measured = (label, ...parts) => h('td', { ...cells, class: 'number measured', 'data-label': label }, parts);
    return h(
      'tr',
      { 'data-key': key, role: 'row', class: isVoid(run) ? 'void' : null },
      h('td', cells, h('input', { type: 'checkbox', 'aria-label': `Compare ${run.name}`, checked: isChosen, disabled: isBeyond, title: isBeyond ? FULL : null, onchange: choose })),
      h('th', { scope: 'row', role: 'rowheader' }, h('a', { href: runLink(run) }, run.name), h('span', { class: 'under-name' }, run.namespace)),
      cell('Phase', phaseBadge(run.phase), run.progress && run.phase === 'Running' ? h('span', { class: 'under-name' }, `${Math.round(run.progress.percent)} %`) : ''),
      cell('Verdict', verdictBadge(run.verdict)),
      cell('Validity', validityBadge(run.validity)),
      cell('Variant', variantOfSummary(run), h('span', { class: 'under-name' }, fidelityMark(fidelityOfSummary(run, session)))),
      cell('Load', run.mode ?? '–'),
      h('td', { ...cells, class: 'number', 'data-label': 'Clients' }, count(run.clients)),
      measured('Req/s', written(run.requestsPerSecond)),
      measured('MB/s', written(run.megabytesPerSecond)),
      measured('Mean ms', written(run.meanMs)),
      measured('Median ms', written(run.medianMs)),
      measured('P99 ms', p99OfSummary(run), isNumber(run.p99Ms) && [' ', closedMark(run.mode)]),
      measured('Err %', written(run.errorPercent)),
      h('td', { ...cells, 'data-label': 'Age', title: `created ${instant(run.createdAt)}` }, old),
    );
  }

  return { body: box, draw };
}
