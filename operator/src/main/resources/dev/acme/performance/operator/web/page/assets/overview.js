// What there is: components, the latest numbers, how they went over time, experiments, all runs.

import { h, show } from './dom.js';
import { getJson } from './session.js';
import { empty, experimentLink, facts, failure, fidelityMark, loading, panel, phaseBadge, table } from './parts.js';
import { count, isNumber, written } from './digits.js';
import { fidelityOfSummary } from './words.js';
import { instant } from './times.js';
import * as store from './store.js';
import { runList } from './run-list.js';
import { trend } from './trend.js';

const REFRESH_MS = 15_000;

export function view({ session }) {
  const components = h('div', { class: 'cards' }, loading('the components'));
  const experiments = h('div', null);
  const course = trend(session);
  const list = runList(session);
  const draw = () => {
    const runs = store.allRuns();
    course.draw(runs);
    list.draw(runs);
    drawExperiments(experiments);
  };
  const ask = () => askComponents(components, session);
  ask();
  draw();
  const clock = setInterval(ask, REFRESH_MS);
  const stop = store.onChange(draw);
  return {
    title: 'Overview',
    body: [
      h('h1', null, 'Overview'),
      panel('Components', components),
      panel('Over time', course.body),
      panel('Experiments', experiments),
      panel('Runs', list.body),
    ],
    stop() {
      clearInterval(clock);
      stop();
    },
  };
}

async function askComponents(box, session) {
  try {
    const { components } = await getJson('health/components');
    show(box, components.length > 0 ? components.map((one) => card(one, session)) : empty('No component reports.'));
  } catch (e) {
    show(box, failure(e, () => askComponents(box, session)));
  }
}

const SIGNS = { healthy: ['✓', 'good'], ok: ['✓', 'good'], up: ['✓', 'good'], degraded: ['!', 'warn'], unhealthy: ['✕', 'bad'], down: ['✕', 'bad'] };

function card(component, session) {
  const [sign, tone] = SIGNS[String(component.status).toLowerCase()] ?? ['·', 'quiet'];
  return h(
    'article',
    { class: 'card' },
    h('h3', null, component.display_name ?? component.id, ' ', h('span', { class: `badge ${tone}` }, h('span', { class: 'sign', 'aria-hidden': 'true' }, sign), ` ${component.status}`), ' ', Object.values(component.metrics ?? {}).some(isNumber) && fidelityMark(fidelityOfLatest(component, session))),
    component.description && h('p', null, component.description),
    facts(Object.entries(component.metrics ?? {}).map(([name, value]) => metric(name, value))),
  );
}

/** Of the run whose numbers stand there. */
function fidelityOfLatest(component, session) {
  const run = store.allRuns().find((one) => one.runId === component.metrics?.latest_run_id);
  return run ? fidelityOfSummary(run, session) : session.fidelity;
}

const UNITS = [
  [/_mbps$/, 'MB/s'],
  [/_ms$/, 'ms'],
  [/_rate$/, '%'],
  [/_percent$/, '%'],
];

/** The seed's names, read as words. */
function metric(name, value) {
  const unit = UNITS.find(([pattern]) => pattern.test(name));
  const words = name.replace(unit?.[0] ?? /^$/, '').replace(/_at$/, '').replaceAll('_', ' ');
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  if (value === null || value === undefined) {
    return [label, null];
  }
  if (/_at$/.test(name)) {
    return [label, instant(value)];
  }
  if (!isNumber(value)) {
    return [label, String(value)];
  }
  return [label, unit ? `${written(value)} ${unit[1]}` : count(value)];
}

function drawExperiments(box) {
  const all = store.allExperiments();
  show(
    box,
    all.length === 0
      ? empty('No experiment yet. An experiment compares variants by repeated runs: apply a PerformanceExperiment.')
      : table(
          'Experiments',
          [{ name: 'Experiment' }, { name: 'Namespace' }, { name: 'Phase' }, { name: 'Measured', isNumber: true }, { name: 'Message' }],
          all.map((one) => [
            h('a', { href: experimentLink(one) }, one.name),
            one.namespace,
            phaseBadge(one.phase),
            `${count(one.finished)}/${count(one.total)}`,
            one.message ?? '',
          ]),
        ),
  );
}
