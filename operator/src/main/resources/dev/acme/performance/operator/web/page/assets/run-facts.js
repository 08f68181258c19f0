// The tables of a result: objectives, requests by kind, environment, earlier attempts.

import { h } from './dom.js';
import { bytes, count, isNumber, written } from './digits.js';
import { closedMark, facts, fidelityMark, panel, phaseBadge, table, validityBadge, verdictBadge } from './parts.js';
import { ERRORS, nameOfMetric, unitOfMetric } from './words.js';
import { instant } from './times.js';
import { label } from './field.js';
import { fewestFor, isCarried } from './percentiles.js';

export function objectives(status, spec) {
  const asked = new Map((spec.objectives ?? []).map((one) => [one.name, one]));
  return (
    status.objectives?.length > 0 &&
    table(
      'Objectives',
      [{ name: 'Objective' }, { name: 'Bound' }, { name: 'Observed', isNumber: true }, { name: 'Severity' }, { name: 'Met' }],
      status.objectives.map((one) => {
        const its = asked.get(one.name);
        return [one.name, its ? bound(its) : '–', isNumber(one.observed) ? written(one.observed) : '–', its?.severity ?? '–', one.met ? '✓ met' : '✕ missed'];
      }),
      { visibleCaption: true },
    )
  );
}

function bound({ metric, max, min }) {
  const unit = unitOfMetric(metric);
  return `${nameOfMetric(metric)} ${isNumber(max) ? `≤ ${max}` : `≥ ${min}`} ${unit}`;
}

/** What the clients saw besides the large numbers. */
export function partsOfRequests({ results, targetCounters }) {
  const failed = Object.entries(results.errors ?? {}).filter(([, number]) => number > 0);
  const latency = results.latency;
  return panel(
    'Requests',
    facts([
      ['Clients', count(results.clients)],
      ['Requests', count(results.requests)],
      ['Succeeded', count(results.succeeded)],
      ['Failed', `${count(results.failed)} (${written(results.errorPercent)} %)`],
      ['Body bytes', bytes(results.bytes)],
      ['Window', `${written(results.durationSeconds)} s`],
      ['p90', latency && `${written(latency.p90Ms)} ms`],
      ['p95', latency && `${written(latency.p95Ms)} ms`],
      ['p99.9', latency && rare(latency.p999Ms, 99.9, results.succeeded)],
      ['Min', latency && `${written(latency.minMs)} ms`],
      ['Max', latency && `${written(latency.maxMs)} ms`],
      ['Standard deviation', latency && `${written(latency.stddevMs)} ms`],
      ['Offered', results.arrival && isNumber(results.arrival.offeredPerSecond) && `${written(results.arrival.offeredPerSecond)} 1/s`],
      ['Sent of planned', isNumber(results.arrival?.planned) && `${count(results.arrival.sent)} of ${count(results.arrival.planned)}`],
      ['Cold starts', results.cold?.count > 0 && `${count(results.cold.count)}, p50 ${written(results.cold.p50Ms)} ms, p99 ${written(results.cold.p99Ms)} ms`],
      ['Warm', results.cold?.count > 0 && results.warm && `p50 ${written(results.warm.p50Ms)} ms, p99 ${written(results.warm.p99Ms)} ms`],
      ['Cache hits', results.cache && `${written(results.cache.hitPercent)} %`],
      ['Redirect, means', results.redirect && `service ${written(results.redirect.registryMeanMs)} ms, storage ${written(results.redirect.storageMeanMs)} ms`],
      ['At its client, means', results.timing && `wait ${written(results.timing.waitMeanMs)} ms, first byte ${written(results.timing.firstByteMeanMs)} ms (${written(results.timing.firstByteSharePercent)} %), body ${written(results.timing.bodyMeanMs)} ms`],
      ['Outliers', results.outliers && `${count(results.outliers.high)} high, ${count(results.outliers.veryHigh)} very high (from ${written(results.outliers.highFromMs)} ms)`],
      ['All requests, failed ones among them', results.attempts && `p99 ${written(results.attempts.p99Ms)} ms, ${count(results.attempts.censored)} given up`],
    ].map(([name, value]) => [name, value === false ? null : value])),
    failed.length > 0 && table('Failed requests', [{ name: 'Class' }, { name: 'Count', isNumber: true }, { name: 'What it is' }], failed.map(([name, number]) => [name, count(number), ERRORS[name] ?? '']), { visibleCaption: true }),
    results.replicas?.length > 0 &&
      table(
        'Replicas of the service',
        [{ name: 'Replica' }, { name: 'Requests', isNumber: true }, { name: '%', isNumber: true }, { name: 'Mean ms', isNumber: true }],
        results.replicas.map((one) => [one.address, count(one.requests), written(one.sharePercent, null, 1), written(one.meanMs)]),
        { visibleCaption: true },
      ),
    targetCounters?.increases?.length > 0 &&
      table('What the target counted itself', [{ name: 'Counter' }, { name: 'Before', isNumber: true }, { name: 'After', isNumber: true }, { name: 'Increase', isNumber: true }], targetCounters.increases.map((one) => [one.name, written(one.before), written(one.after), written(one.increase)]), {
        visibleCaption: true,
      }),
  );
}

/** Beyond the p99, a percentile that so few successes do not bound is not told. */
function rare(value, percent, succeeded) {
  const needs = `needs ${count(fewestFor(percent))} successes`;
  return isCarried(percent, succeeded) ? `${written(value)} ms` : h('span', { title: `a p${percent} ${needs} to have an upper bound; there are ${count(succeeded)}` }, '— ', h('span', { class: 'note' }, needs));
}

/** Conditions, for those who know Kubernetes. */
export function circumstances(status) {
  return (
    status.conditions?.length > 0 &&
    h(
      'details',
      { class: 'panel more' },
      h('summary', null, 'Conditions'),
      table('Conditions', [{ name: 'Condition' }, { name: 'Status' }, { name: 'Reason' }, { name: 'Message' }], status.conditions.map((one) => [one.type, one.status, one.reason ?? '', one.message ?? ''])),
    )
  );
}

const APART = new Set(['fidelity', 'notes', 'fingerprint']);

export function environment(its) {
  return (
    its &&
    panel(
      'Environment',
      h('p', null, its.fidelity === 'real' ? 'Real: nothing stood for something else.' : [fidelityMark(its.fidelity), ' What the numbers do not stand for:']),
      its.notes?.length > 0 && h('ul', null, its.notes.map((note) => h('li', null, note))),
      facts([...Object.entries(its).filter(([name]) => !APART.has(name)).map(([name, value]) => [label(name), String(value)]), ['Fingerprint', h('code', null, its.fingerprint ?? '–')]]),
      h('p', { class: 'note' }, 'Results are comparable only where fingerprints are equal.'),
    )
  );
}

export function attempts(history, fidelity, mode) {
  return (
    history.length > 0 &&
    panel(
      'Attempts',
      h('p', { class: 'note' }, fidelityMark(fidelity), ' The latest ten, newest first.'),
      table(
        'Attempts',
        [{ name: 'Attempt' }, { name: 'Ended' }, { name: 'Phase' }, { name: 'Verdict' }, { name: 'Validity' }, { name: 'Requests/s', isNumber: true }, { name: 'Median ms', isNumber: true }, { name: ['P99 ms ', closedMark(mode)], isNumber: true }, { name: 'Fingerprint' }],
        history.map((one) => [String(one.attempt), instant(one.completedAt), phaseBadge(one.phase), verdictBadge(one.verdict), one.validity ? validityBadge(one.validity) : '', written(one.requestsPerSecond), written(one.p50Ms), written(one.p99Ms), h('code', null, (one.fingerprint ?? '–').slice(0, 12))]),
        { struckOut: (at) => history[at].validity === 'Invalid' },
      ),
    )
  );
}
