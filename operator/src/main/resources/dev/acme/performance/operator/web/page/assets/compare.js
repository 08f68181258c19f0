// Two runs or more beside each other: whether they may be compared at all, then values with their intervals.

import { fresh, h, show } from './dom.js';
import { renew } from './renew.js';
import { getJson } from './session.js';
import { MOST_COMPARED, closedLegend, closedMark, compareLink, empty, failure, fidelityMark, loading, panel, runLink, table, validityBadge, verdictBadge } from './parts.js';
import { halfOf, isNumber, written } from './digits.js';
import { intervals } from './bars.js';
import { METRICS, fidelityOfSummary, isClosedLoop, nameOfMetric, variantOfSummary } from './words.js';
import { instant } from './times.js';
import * as store from './store.js';

const CHARTED = ['requestsPerSecond', 'p99Ms', 'medianMs', 'meanMs'];

export function view({ query, session }) {
  const asked = [...new Set(query.getAll('run'))];
  const chosen = asked.slice(0, MOST_COMPARED);
  const body = h('div', null);
  const picker = h('div', { class: 'picker' });
  drawPicker(picker, chosen);
  const stop = store.onChange(() => drawOptions(picker, chosen));
  if (chosen.length < 2) {
    show(body, empty(chosen.length === 0 ? 'Choose two runs or more.' : 'Choose one more run to compare it with.'));
  } else {
    ask(body, chosen, session);
  }
  return { title: 'Compare', body: [h('h1', null, 'Compare'), panel('Runs', picker, asked.length > MOST_COMPARED && h('p', { class: 'note' }, `${MOST_COMPARED} runs are the most that can be compared. Left out: ${asked.slice(MOST_COMPARED).join(', ')}.`)), body], stop };
}

function drawPicker(box, chosen) {
  const id = fresh('add');
  const list = h('datalist', { id: `${id}-list` });
  const input = h('input', { id, type: 'text', list: `${id}-list`, autocomplete: 'off', placeholder: 'namespace/name', disabled: chosen.length >= MOST_COMPARED });
  const note = h('p', { class: 'error', role: 'alert' });
  const add = (event) => {
    event.preventDefault();
    const key = input.value.trim();
    if (!store.runOf(key)) {
      note.textContent = key === '' ? 'Choose a run first.' : 'There is no such run, or you may not see it.';
      return;
    }
    location.hash = compareLink([...chosen.filter((one) => one !== key), key]);
  };
  show(
    box,
    h(
      'ol',
      { class: 'chosen' },
      chosen.map((key, i) =>
        h('li', null, h('a', { href: `#/runs/${key.split('/').map(encodeURIComponent).join('/')}` }, key), i === 0 && h('span', { class: 'note' }, ' the first: others are held against it'), ' ', h('a', { class: 'button small', href: compareLink(chosen.filter((one) => one !== key)), 'aria-label': `Leave out ${key}` }, '✕')),
      ),
    ),
    h('form', { class: 'tools', onsubmit: add }, h('label', { for: id }, 'Add a run'), input, list, h('button', { type: 'submit', disabled: chosen.length >= MOST_COMPARED }, 'Add')),
    note,
  );
  box.list = list;
  drawOptions(box, chosen);
}

function drawOptions(box, chosen) {
  const runs = store.allRuns().filter((run) => isNumber(run.p99Ms) && !chosen.includes(store.keyOf(run)));
  renew(box.list, runs.slice(0, 200).map((run) => h('option', { value: store.keyOf(run) }, `${variantOfSummary(run)}, ${run.mode}, ${run.clients} clients, ${instant(run.completedAt)}`)));
}

async function ask(box, keys, session) {
  show(box, loading('the comparison'));
  try {
    const answer = await getJson(`api/v1/compare?${keys.map((key) => `run=${encodeURIComponent(key)}`).join('&')}`);
    show(box, drawn(answer, session));
  } catch (e) {
    show(box, failure(e, () => ask(box, keys, session)));
  }
}

function drawn({ runs, isComparable, reasons, rows }, session) {
  return [
    h(
      'div',
      { class: `comparable ${isComparable ? 'good' : 'warn'}`, role: 'status' },
      h('p', null, h('span', { class: 'sign', 'aria-hidden': 'true' }, isComparable ? '✓' : '!'), ' ', h('strong', null, isComparable ? 'These runs may be compared.' : 'These runs are not comparable. What differs below may have other causes.')),
      reasons?.length > 0 && h('ul', null, reasons.map((reason) => h('li', null, reason))),
    ),
    panel('What was run', what(runs, session)),
    panel('Numbers', h('p', { class: 'note' }, 'Value, the 95 % interval of a p99, and the ratio to the first run with an interval of at least 90 %.'), numbers(runs, rows, isComparable), closedLegend(runs.map((run) => run.mode), true)),
    panel('Intervals', pictures(runs, rows)),
  ];
}

const label = (run, i) => `${i + 1} ${run.name}`;

function what(runs, session) {
  const columns = [{ name: '' }, ...runs.map((run, i) => ({ name: label(run, i) }))];
  const line = (name, read) => [name, ...runs.map(read)];
  return table('What was run', columns, [
    line('Run', (run) => h('a', { href: runLink(run) }, store.keyOf(run))),
    line('Variant', (run) => [variantOfSummary(run), ' ', fidelityMark(fidelityOfSummary(run, session))]),
    line('Load', (run) => `${run.mode}, ${run.clients} clients`),
    line('Model', (run) => run.modelId ?? '–'),
    line('Verdict', (run) => verdictBadge(run.verdict)),
    line('Validity', (run) => validityBadge(run.validity)),
    line('Ended', (run) => instant(run.completedAt)),
    line('Bottleneck', (run) => run.bottleneck ?? '–'),
    line('Fingerprint', (run) => h('code', null, (run.fingerprint ?? '–').slice(0, 12))),
  ]);
}

function numbers(runs, rows, isComparable) {
  return table(
    'Numbers',
    [{ name: 'Metric' }, ...runs.map((run, i) => ({ name: label(run, i), isNumber: true }))],
    rows.map((row) => [titleOf(row), ...row.values.map((value, i) => cell(row, value, i, isComparable, runs[i].mode))]),
  );
}

const titleOf = ({ metric, unit }) => (unit ? `${nameOfMetric(metric)}, ${unit}` : nameOfMetric(metric));

const P99 = 'p99Ms';

function cell(row, value, i, isComparable, mode) {
  if (!value || !isNumber(value.value)) {
    return '–';
  }
  const half = halfOf(value.value, value.low, value.high);
  const ratio = ratioOf(row, i);
  return [
    h('span', { class: 'main-number' }, written(value.value, half), row.metric === P99 && [' ', closedMark(mode)]),
    isNumber(value.low) && isNumber(value.high) && h('span', { class: 'interval' }, `${written(value.low, half)} to ${written(value.high, half)}`),
    i > 0 && ratio && h('span', { class: 'ratio' }, ratioText(row, ratio, isComparable)),
  ];
}

const ratioOf = (row, i) => row.values[i]?.ratio ?? row.ratios?.[i] ?? null;

/** Absolute numbers stand above it (H-17); better or worse only of comparable runs whose interval leaves out 1. */
function ratioText({ metric }, { ratio, value, low, high }, isComparable) {
  const its = ratio ?? value;
  if (!isNumber(its)) {
    return '';
  }
  const hasInterval = isNumber(low) && isNumber(high);
  const isSure = hasInterval && (low > 1 || high < 1);
  const goal = METRICS[metric]?.goal;
  const isBetter = goal === 'Maximize' ? its > 1 : its < 1;
  const words = !hasInterval || !isComparable ? '' : !isSure ? ' not told apart' : goal ? (isBetter ? ' ▲ better' : ' ▼ worse') : '';
  return `× ${its.toFixed(3)}${hasInterval ? ` (${low.toFixed(3)} to ${high.toFixed(3)})` : ''}${words}`;
}

function pictures(runs, rows) {
  const charts = CHARTED.map((metric) => rows.find((row) => row.metric === metric))
    .filter((row) => row && row.values.some((value) => isNumber(value?.low) && isNumber(value?.high)))
    .map((row) =>
      intervals(
        titleOf(row),
        row.unit,
        row.values
          .map((value, i) => ({ label: label(runs[i], i), value: value?.value, low: value?.low, high: value?.high, text: written(value?.value, halfOf(value?.value, value?.low, value?.high)) }))
          .filter((mark) => isNumber(mark.value)),
        { sign: row.metric === P99 && closedMark(runs.map((run) => run.mode).find(isClosedLoop)) },
      ),
    );
  return charts.length > 0 ? h('div', { class: 'pair' }, charts) : empty('One run tells no interval of these numbers.');
}
