// An experiment: what was found, where the evidence is, and what is still to be measured.

import { h, say, show } from './dom.js';
import { longTable } from './long-table.js';
import { renew } from './renew.js';
import { download, getJson } from './session.js';
import { action, closedLegend, closedMark, copyable, empty, failure, fidelityMark, loading, panel, phaseBadge, runLink, table, validityBadge, verdictBadge } from './parts.js';
import { count, p99OfSummary, written } from './digits.js';
import { fidelityOfExperiment, fidelityOfSummary, isVoid, modesOfExperiment } from './words.js';
import { instant } from './times.js';
import * as store from './store.js';
import { cells } from './experiment-cells.js';
import { aaPair, comparisons, effects, path as walk } from './experiment-evidence.js';

const FORMATS = [
  ['html', 'HTML'],
  ['md', 'Markdown'],
  ['json', 'JSON'],
];

export function view({ parts: [namespace, name], session }) {
  const key = `${namespace}/${name}`;
  const path = `api/v1/experiments/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
  const head = h('div', null);
  const trouble = h('div', null);
  const body = h('div', null, loading('the experiment'));
  const runs = longTable();
  const none = empty('No run of it is listed.');
  let asked = '';
  let isShown = false;
  let isStopped = false;

  async function ask() {
    try {
      const answer = await getJson(path);
      if (!isStopped) {
        const fidelity = fidelityOfExperiment(answer.resource.spec, itsRuns(), session);
        show(trouble);
        drawHead(head, answer.resource, path, fidelity);
        renew(body, found(answer, fidelity));
        isShown = true;
        drawRuns();
      }
    } catch (e) {
      // what is shown is old then, and better than nothing
      show(isShown ? trouble : body, failure(e, ask));
    }
  }

  const itsRuns = () => store.allRuns().filter((run) => run.experiment === name && run.namespace === namespace);

  /** What it takes another answer to show. */
  const stateOf = (now) => (now ? `${now.phase} ${now.finished} ${now.message} ${fidelityOfExperiment({}, itsRuns(), {})}` : '');

  function drawRuns() {
    const its = itsRuns();
    none.hidden = its.length > 0;
    runs.body.hidden = its.length === 0;
    runs.draw({
      caption: 'Runs of the experiment',
      columns: RUN_COLUMNS,
      length: its.length,
      row: (i) => ({ key: store.keyOf(its[i]), state: JSON.stringify(its[i]), cells: () => runCells(its[i], session), look: isVoid(its[i]) ? 'void' : null }),
    });
  }

  const stop = store.onChange(() => {
    const now = store.experimentOf(key);
    const state = stateOf(now);
    if (now && asked !== '' && state !== asked) {
      say(`Experiment ${name}: ${now.phase}, ${now.finished} of ${now.total}`);
      ask();
    }
    asked = state;
    drawRuns();
  });
  asked = stateOf(store.experimentOf(key));
  ask();
  return {
    title: name,
    body: [head, trouble, body, panel('Runs', none, runs.body)],
    stop() {
      isStopped = true;
      stop();
    },
  };
}

function drawHead(box, resource, path, fidelity) {
  const status = resource.status ?? {};
  const { name, namespace } = resource.metadata;
  const isOver = ['Succeeded', 'Failed', 'Cancelled'].includes(status.phase);
  const objective = resource.spec?.objective;
  renew(
    box,
    h('h1', null, h('span', { class: 'kind' }, 'Experiment'), ' ', name, ' ', fidelityMark(fidelity)),
    h('p', { class: 'badges' }, phaseBadge(status.phase)),
    h(
      'p',
      { class: 'sub' },
      [namespace, `strategy ${resource.spec?.strategy ?? 'Grid'}`, objective && `${objective.goal ?? ''} ${objective.metric}`, `${resource.spec?.repeats ?? 3} repeats`, `seed ${status.seed ?? '–'}`, `started ${instant(status.startedAt)}`]
        .filter(Boolean)
        .map((word) => h('span', null, word)),
    ),
    status.message && h('p', { class: 'message' }, status.message),
    !isOver && h('div', { class: 'bar' }, h('progress', { max: Math.max(1, status.total ?? 1), value: status.completed ?? 0, 'aria-label': 'Measurements that gave numbers' }), h('span', { class: 'percent' }, `${count(status.completed ?? 0)} of ${count(status.total ?? 0)}`)),
    h(
      'p',
      { class: 'actions' },
      status.report && FORMATS.map(([format, words]) => action(`Report as ${words}`, () => download(`${path}/report?format=${format}&download=true`, `${name}-report.${format}`))),
    ),
  );
}

function found({ resource, yaml }, fidelity) {
  const status = resource.status ?? {};
  const spec = resource.spec ?? {};
  return [
    panel('What follows', best(status), recommendations(status), aaPair(status.aa)),
    panel('Cells', h('p', { class: 'note' }, fidelityMark(fidelity), ' Means over fresh runs, with 95 % intervals.'), cells(status, spec), closedLegend(modesOfExperiment(spec), true)),
    comparisons(status),
    effects(status.effects ?? []),
    walk(status),
    doubts(status),
    panel('To take away', h('h3', null, 'The manifest, to apply again'), copyable('The manifest as YAML', yaml ?? '')),
  ];
}

function best(status) {
  if (!status.best) {
    return empty('Nothing is said before the runs are done.');
  }
  return h(
    'p',
    { class: 'sentence' },
    h('strong', null, status.best.cell ? h('span', null, '◆ Best: ', status.best.cell, '. ') : 'No significant winner. '),
    status.best.why,
  );
}

function recommendations(status) {
  const all = status.recommendations ?? [];
  return all.length > 0 && h('ol', { class: 'recommendations' }, all.map((one) => h('li', null, h('strong', null, one.text), one.evidence && h('span', { class: 'evidence' }, ` ${one.evidence}`))));
}

function doubts(status) {
  const missing = (status.cells ?? []).filter((cell) => cell.reason);
  const notCreated = status.notCreated ?? [];
  if (missing.length === 0 && notCreated.length === 0 && !status.failed && !status.invalid && !status.leftOut) {
    return null;
  }
  return panel(
    'What is missing',
    h('p', null, `Runs that failed: ${count(status.failed ?? 0)}; runs whose numbers are void: ${count(status.invalid ?? 0)}.`),
    missing.length > 0 && table('Cells without numbers', [{ name: 'Cell' }, { name: 'Why' }], missing.map((cell) => [cell.id, cell.reason])),
    notCreated.length > 0 && table('Runs that were not created', [{ name: 'Run' }, { name: 'Why' }], notCreated.map((one) => [one.run, one.why])),
    status.leftOut && h('p', { class: 'note' }, status.leftOut),
  );
}

const RUN_COLUMNS = [{ name: 'Run' }, { name: 'Phase' }, { name: 'Verdict' }, { name: 'Validity' }, { name: 'Requests/s', isNumber: true }, { name: 'P99 ms', isNumber: true }, { name: 'Ended' }];

const runCells = (run, session) => [
  h('span', null, h('a', { href: runLink(run) }, run.name), ' ', fidelityMark(fidelityOfSummary(run, session))),
  phaseBadge(run.phase),
  verdictBadge(run.verdict),
  validityBadge(run.validity),
  written(run.requestsPerSecond),
  [p99OfSummary(run), ' ', closedMark(run.mode)],
  instant(run.completedAt),
];
