// What an experiment's claims stand on: comparisons, the A/A pair, effects of the factors, the steps of a walk.

import { h } from './dom.js';
import { intervals } from './bars.js';
import { isNumber, written } from './digits.js';
import { panel, table } from './parts.js';
import { nameOfMetric } from './words.js';

const three = (value) => (isNumber(value) ? value.toFixed(3) : '–');
const pText = (value) => (!isNumber(value) ? '–' : value < 0.001 ? '< 0.001' : value.toFixed(3));

export function aaPair(aa) {
  return (
    aa &&
    h(
      'div',
      { class: `finding ${aa.doubt ? 'warn' : ''}` },
      h('h3', null, `The same cell twice (A/A): ${aa.doubt ? 'differs' : 'agrees'}`),
      h(
        'p',
        null,
        isNumber(aa.ratio)
          ? `${nameOfMetric(aa.metric)} of ${aa.cell} over ${aa.versus}: ${three(aa.ratio)} (${three(aa.low)} to ${three(aa.high)}), p ${pText(aa.p)}. `
          : 'The two could not be compared. ',
        isNumber(aa.leastPercent) && `No difference below ${written(aa.leastPercent, null, 1)} % is claimed of any cell. `,
        aa.doubt,
      ),
    )
  );
}

export function comparisons(status) {
  const all = status.comparisons ?? [];
  if (all.length === 0) {
    return null;
  }
  const metrics = [...new Set(all.map((one) => one.metric))];
  return panel(
    'Against the baseline',
    metrics.map((metric, i) => {
      const its = all.filter((one) => one.metric === metric);
      return intervals(
        `Ratio of ${nameOfMetric(metric)} to ${its[0].versus}${i === 0 ? '; ◆ significant' : '; exploratory'}`,
        'ratio',
        its.map((one) => ({ label: one.cell, value: one.ratio, low: one.low, high: one.high, text: `${three(one.ratio)} (${three(one.low)} to ${three(one.high)})`, isMarked: one.significant, note: `p (Holm) ${pText(one.adjustedP)}${one.significant ? ', significant' : ''}` })),
        { reference: 1 },
      );
    }),
  );
}

export function effects(all) {
  return (
    all.length > 0 &&
    panel(
      'What matters most',
      h('p', { class: 'note' }, 'Part of the variance of the objective’s metric. Where noise or blocks are large, the machine spoke louder than the cells.'),
      intervals('Share of the variance, %', '%', all.map((one) => ({ label: one.factor, value: one.sharePercent, text: `${written(one.sharePercent, null, 1)} %` })), { base: 0 }),
    )
  );
}

export function path(status) {
  const steps = status.path ?? [];
  const confirmed = status.confirmation;
  if (steps.length === 0 && !confirmed) {
    return null;
  }
  return panel(
    'What was tried',
    steps.length > 0 &&
      table(
        'Steps of the walk',
        [{ name: 'Step' }, { name: 'Tried on' }, { name: 'Change' }, { name: 'Because of' }, { name: 'Kept' }, { name: 'The numbers that decided' }],
        steps.map((step, i) => [
          String(i + 1),
          step.from,
          step.field ? `${step.field} = ${step.value}` : '–',
          step.bottleneck ?? '–',
          step.kept === true ? '✓ kept' : step.kept === false ? '✕ not kept' : '… being measured',
          step.why ?? '',
        ]),
        { marked: (i) => steps[i].kept === true },
      ),
    confirmed &&
      h(
        'div',
        { class: 'finding main' },
        h('h3', null, confirmed.better === true ? '✓ Confirmed' : confirmed.planned ? '? Not confirmed' : '– No runs to confirm it'),
        h('p', null, `${confirmed.from} against ${confirmed.to}, measured anew after the last step. `, confirmed.why),
      ),
  );
}
