// A run that has ended: what was seen, whether to believe it, why it is so, where it was.

import { h, show } from './dom.js';
import { download, getJson } from './session.js';
import { action, closedLegend, closedMark, copyable, empty, failure, fidelityMark, loading, panel } from './parts.js';
import { ofResults, range, written } from './digits.js';
import { fidelityOfSummary, LOADS, VALIDITIES, VERDICTS } from './words.js';
import { causes } from './causes.js';
import { attempts, circumstances, environment, objectives, partsOfRequests } from './run-facts.js';
import { courseOfRun, latencies } from './latency.js';

export function result(run, path, session) {
  const { resource, summary } = run;
  const status = resource.status ?? {};
  const spec = resource.spec ?? {};
  const fidelity = fidelityOfSummary(summary, session);
  const curves = h('div', null);
  const course = h('div', null);
  if (status.report) {
    askReport(path, curves, course);
  } else {
    show(curves, empty('There is no full result of this attempt, hence no curve.'));
  }
  return h(
    'div',
    null,
    panel('Verdict', sentences(status, spec), objectives(status, spec)),
    numbers(status.results, fidelity, spec),
    (status.results || status.report) && panel('Latency', fidelityNote(fidelity), curves),
    status.results && panel('The run’s course', course),
    causes(status, summary),
    status.results && partsOfRequests(status),
    circumstances(status),
    environment(status.environment),
    attempts(status.history ?? [], fidelity, spec.load?.mode),
    panel(
      'To take away',
      h(
        'p',
        { class: 'actions' },
        status.report && action('Full result (JSON)', () => download(`${path}/report?download=true`, `${summary.name}-result.json`)),
        action('The run with its status (JSON)', async () => save(JSON.stringify(resource, null, 2), `${summary.name}.json`)),
      ),
      h('h3', null, 'The manifest, to apply again'),
      copyable('The manifest as YAML', run.yaml ?? ''),
    ),
  );
}

function sentences(status, spec) {
  const isUnjudged = !status.verdict || status.verdict === 'None';
  const verdict = VERDICTS[status.verdict ?? 'None'];
  const validity = VALIDITIES[status.validity];
  return [
    isUnjudged && spec.objectives?.length > 0
      ? h('p', { class: 'sentence' }, h('strong', null, 'No verdict. '), 'There are no numbers to hold the objectives against.')
      : h('p', { class: 'sentence' }, h('strong', null, isUnjudged ? 'No objectives. ' : `${status.verdict}. `), verdict?.means),
    validity
      ? h('p', { class: 'sentence' }, h('strong', null, `${status.validity}. `), validity.means)
      : h('p', { class: 'sentence' }, h('strong', null, 'No numbers. '), 'The run ended before there were any.'),
    status.validityReasons?.length > 0 && h('ul', { class: 'reasons' }, status.validityReasons.map((reason) => h('li', null, reason))),
  ];
}

const fidelityNote = (fidelity) => (fidelity === 'simulated' ? h('p', { class: 'note' }, fidelityMark(fidelity), ' What is and is not modelled stands under Environment.') : null);

function numbers(results, fidelity, spec) {
  if (!results) {
    return panel('Numbers', empty('Nothing was measured.'));
  }
  const all = ofResults(results);
  const tile = (name, one, unit) =>
    h('div', { class: 'tile' }, h('span', { class: 'name' }, name), h('span', { class: 'big' }, one.text), h('span', { class: 'unit' }, unit), h('span', { class: 'interval' }, range(one) && `95 %: ${range(one)}`));
  const mode = spec.load?.mode;
  return panel(
    'Numbers',
    h('p', { class: 'note' }, fidelityMark(fidelity), ' ', LOADS[mode] ?? mode ?? '', '.'),
    h(
      'div',
      { class: 'tiles' },
      tile('Requests/s', digitsOnly(all.requestsPerSecond), '1/s'),
      tile('Throughput', digitsOnly(all.megabytesPerSecond), 'MB/s'),
      tile('Mean', digitsOnly(all.meanMs), 'ms'),
      tile('Median', digitsOnly(all.medianMs), 'ms'),
      tile(['p99 ', closedMark(mode)], all.p99Ms, 'ms'),
      tile('Success', { text: written(results.successPercent), low: null, high: null }, `%, ${results.succeeded} of ${results.requests}`),
    ),
    results.latency && results.latency.p99HighMs === undefined && h('p', { class: 'note' }, 'Below 368 successes even the largest latency does not bound the p99.'),
    closedLegend([mode], true) || (results.arrival?.note && h('p', { class: 'note' }, results.arrival.note)),
  );
}

/** One run tells no interval of these: its requests depend on each other. What is known of them decides their digits only. */
const digitsOnly = (one) => ({ ...one, low: null, high: null });

async function askReport(path, curves, course) {
  show(curves, loading('the full result'));
  try {
    const report = await getJson(`${path}/report`);
    await latencies(curves, report);
    courseOfRun(course, report);
  } catch (e) {
    show(curves, failure(e, () => askReport(path, curves, course)));
    show(course, empty('It follows from the full result.'));
  }
}

async function save(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
