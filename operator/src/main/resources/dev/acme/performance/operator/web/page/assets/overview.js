// What there is: components, the latest numbers, how they went over time, experiments, all runs.

import { h, show } from './dom.js';
import { inTurn } from './frames.js';
import { renew } from './renew.js';
import { getJson } from './session.js';
import { longTable } from './long-table.js';
import { empty, experimentLink, facts, failure, loading, panel, phaseBadge, repeatsItself } from './parts.js';
import { count, isNumber, written } from './digits.js';
import { instant } from './times.js';
import * as store from './store.js';
import { latest } from './latest.js';
import { runList } from './run-list.js';
import { trend } from './trend.js';

const REFRESH_MS = 15_000;
/** The runs stand below them. */
const EXPERIMENTS = 20;

export function view({ session }) {
  const components = componentCards();
  const experiments = experimentList();
  const result = latest(session);
  const course = trend(session);
  const list = runList(session);
  const steps = [(runs) => result.draw(runs), (runs) => course.draw(runs), () => experiments.draw(), (runs) => list.draw(runs)];
  let isDrawn = false;
  const draw = () => {
    if (isDrawn) {
      const runs = store.allRuns();
      steps.forEach((step) => step(runs));
    }
  };
  components.ask();
  // at first all of it is to be made
  steps.forEach((step) => inTurn(() => step(store.allRuns())));
  inTurn(() => {
    isDrawn = true;
    draw();
  });
  const clock = setInterval(components.refresh, REFRESH_MS);
  const stop = store.onChange(draw);
  return {
    title: 'Overview',
    body: [
      h('h1', null, 'Overview'),
      panel('Components', components.body),
      panel('Latest result', result.body),
      panel('Over time', course.body),
      panel('Experiments', experiments.body),
      panel('Runs', list.body),
    ],
    stop() {
      clearInterval(clock);
      stop();
    },
  };
}

/** What is shown is old where it cannot be asked for, and better than nothing; the same trouble is told once. */
function componentCards() {
  const cards = h('div', { class: 'cards' }, loading('the components'));
  const trouble = h('div', null);
  let isShown = false;
  let told = null;
  async function ask() {
    try {
      const { components } = await getJson('health/components');
      show(trouble);
      renew(cards, components.length > 0 ? components.map(card) : empty('No component reports.'));
      isShown = true;
      told = null;
    } catch (e) {
      if (told?.message !== e.message || repeatsItself(e)) {
        show(isShown ? trouble : cards, isShown && h('p', { class: 'note' }, 'What is shown here is what was told last.'), failure(e, ask));
      }
      told = e;
    }
  }
  const refresh = () => (told !== null && repeatsItself(told) ? undefined : ask());
  return { body: h('div', null, trouble, cards), ask, refresh };
}

const SIGNS = { healthy: ['✓', 'good'], ok: ['✓', 'good'], up: ['✓', 'good'], degraded: ['!', 'warn'], unhealthy: ['✕', 'bad'], down: ['✕', 'bad'] };

/** Its numbers stand in {@link latest}, where one sees of which run they are; what is told of the component itself stays. */
const OF_A_RUN = /^latest_/;

function card(component) {
  const [sign, tone] = SIGNS[String(component.status).toLowerCase()] ?? ['·', 'quiet'];
  return h(
    'article',
    { class: 'card' },
    h('h3', null, component.display_name ?? component.id, ' ', h('span', { class: `badge ${tone}` }, h('span', { class: 'sign', 'aria-hidden': 'true' }, sign), ` ${component.status}`)),
    component.description && h('p', { class: 'note' }, component.description),
    facts(Object.entries(component.metrics ?? {}).filter(([name]) => !OF_A_RUN.test(name)).map(([name, value]) => metric(name, value))),
  );
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
  if (typeof value === 'boolean') {
    return [label, value ? 'yes' : 'no'];
  }
  if (!isNumber(value)) {
    return [label, String(value)];
  }
  return [label, unit ? `${written(value)} ${unit[1]}` : count(value)];
}

function experimentList() {
  const list = longTable(EXPERIMENTS);
  const none = empty('No experiment yet. An experiment compares variants by repeated runs: apply a PerformanceExperiment.');
  const columns = [{ name: 'Experiment' }, { name: 'Namespace' }, { name: 'Phase' }, { name: 'Measured', isNumber: true }, { name: 'Message' }];
  return {
    body: h('div', null, none, list.body),
    draw() {
      const all = store.allExperiments();
      none.hidden = all.length > 0;
      list.body.hidden = all.length === 0;
      list.draw({ caption: 'Experiments', columns, length: all.length, row: (i) => ({ key: store.keyOf(all[i]), state: JSON.stringify(all[i]), cells: () => cells(all[i]) }) });
    },
  };
}

const cells = (one) => [h('a', { href: experimentLink(one) }, one.name), one.namespace, phaseBadge(one.phase), `${count(one.finished)}/${count(one.total)}`, one.message ?? ''];
