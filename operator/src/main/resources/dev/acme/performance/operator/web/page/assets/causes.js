// Why the numbers are what they are: where a request's time goes, what holds the system back, what stood out.

import { h } from './dom.js';
import { stacked } from './bars.js';
import { written } from './digits.js';
import { facts, panel, table } from './parts.js';
import { BOTTLENECKS, PARTS } from './words.js';

export function causes(status, summary) {
  const parts = [breakdown(status.breakdown), bottleneck(status.bottleneck, summary), findings(status), capacity(status.capacity), cost(status.cost)];
  return parts.some(Boolean) && panel('Why', parts);
}

function breakdown(its) {
  return (
    its &&
    stacked(
      'Where a request’s time goes in the service, means in ms',
      'ms',
      PARTS.map(([field, name, means]) => ({ name, value: its[field] ?? 0, means })),
    )
  );
}

function bottleneck(its, summary) {
  if (!its) {
    return null;
  }
  const name = BOTTLENECKS[its.component] ?? its.component;
  const change = its.change;
  return h(
    'div',
    { class: 'finding main' },
    h('h3', null, `Bottleneck: ${name}`, its.component !== 'none' && its.component !== 'not-enough-evidence' && h('span', { class: 'share' }, ` ${written(its.sharePercent, null, 0)} %`)),
    its.evidence?.length > 0 && h('ul', null, its.evidence.map((line) => h('li', null, line))),
    its.advice && h('p', null, h('strong', null, 'What to change: '), its.advice),
    change &&
      h(
        'p',
        null,
        h('a', { class: 'button', href: `#/new?from=${encodeURIComponent(`${summary.namespace}/${summary.name}`)}&set=${encodeURIComponent(`${change.field}=${change.value}`)}` }, `Try it: ${change.field} = ${change.value}`),
      ),
  );
}

function findings(status) {
  const all = status.findings ?? [];
  const drift = status.drift?.explanation;
  return (drift || all.length > 0) && [
    drift && h('div', { class: 'finding' }, h('h3', null, status.drift.detected ? 'Drift: the service changed under constant load' : 'Drift'), h('p', null, drift)),
    all.length > 0 &&
      table(
        'What stood out',
        [{ name: 'Finding' }, { name: 'What was seen' }, { name: 'What to do' }],
        all.map((one) => [one.name, one.message, one.advice ?? '']),
        { visibleCaption: true },
      ),
  ];
}

function capacity(its) {
  return (
    its &&
    h(
      'div',
      { class: 'finding' },
      h('h3', null, 'Capacity'),
      h('p', null, its.explanation),
      facts([
        ['One replica carries, requests/s', its.requestsPerSecondPerReplica && written(its.requestsPerSecondPerReplica)],
        ['For requests/s', its.targetRequestsPerSecond && written(its.targetRequestsPerSecond)],
        ['Replicas', its.recommendedReplicas],
        ['Safety factor', its.recommendedReplicas && its.safetyFactor],
      ]),
    )
  );
}

function cost(its) {
  return (
    its &&
    h(
      'div',
      { class: 'finding' },
      h('h3', null, `Price of 1,000 downloads: ${written(its.usdPer1000, null, 4)} ${its.currency}, by the prices of ${its.asOf}`),
      its.items?.length > 0 && table('What the price is made of', [{ name: 'Item' }, { name: its.currency, isNumber: true }], its.items.map((item) => [item.name, written(item.usdPer1000, null, 6)])),
      its.leftOut?.length > 0 && h('p', { class: 'note' }, `Not in it: ${its.leftOut.join('; ')}.`),
    )
  );
}
