// Which percentiles a sample can carry, and between which of its values they lie (H-01, docs/measurement.md).

const TAIL = 0.025;
/** ln √2π */
const STIRLING = 0.9189385332046727;
/** Below it the series is not exact enough. */
const LEAST = 10;
/** So many standard deviations below the mean nothing counts. */
const FAR = 9;

/**
 * The fewest samples whose largest one bounds a percentile from above with 97.5 %: 36 for the p90, 368 for the p99, 3,688 for
 * the p99.9 (Hahn and Meeker, Statistical Intervals, 5.2).
 */
export const fewestFor = (percent) => Math.ceil(Math.log(TAIL) / Math.log(percent / 100));

/** Beyond the p99 one is shown only where it has an upper bound; the maximum is no percentile. */
export const isCarried = (percent, samples) => percent <= 99 || percent === 100 || samples >= fewestFor(percent);

/**
 * Ranks, counted from 1, of the order statistics that hold the true percentile with 95 %, whatever the distribution: the number
 * of samples below it is binomial. As `Ranks` of the load generator has it.
 *
 * @returns {{low: number, high: number|null}} high is null where even the largest sample is no bound
 */
export function ranks(samples, percent) {
  const high = quantile(samples, percent / 100, 1 - TAIL) + 1;
  return { low: Math.max(1, quantile(samples, percent / 100, TAIL)), high: high <= samples ? high : null };
}

/** The smallest number that as many of n trials or fewer reach with this probability; summed up from far below the mean. */
function quantile(n, p, probability) {
  const far = FAR * Math.sqrt(n * p * (1 - p)) + FAR;
  let k = Math.max(0, Math.floor(n * p - far));
  let mass = Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p));
  let sum = mass;
  while (sum < probability && k < n) {
    mass *= ((n - k) / (k + 1)) * (p / (1 - p));
    k += 1;
    sum += mass;
  }
  return k;
}

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.41. */
function logGamma(value) {
  let x = value;
  let shift = 0;
  while (x < LEAST) {
    shift += Math.log(x);
    x += 1;
  }
  const square = 1 / (x * x);
  return (x - 0.5) * Math.log(x) - x + STIRLING + (1 / 12 - square * (1 / 360 - square / 1260)) / x - shift;
}
