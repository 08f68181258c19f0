// How a number is written: with the digits that its 95 % interval carries, as perfrun's table does (docs/measurement.md, Digits).

const NORMAL = 1.96;
/** Standard error of a median of normal values over that of their mean. */
const MEDIAN = Math.sqrt(Math.PI / 2);
export const NOTHING = '–';

export const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);

/** The last digit is the second one of the interval's half (JCGM 100:2008, 7.2.6); two decimals where it is not known. */
export function written(value, half = null, mostDecimals = 2) {
  if (!isNumber(value)) {
    return NOTHING;
  }
  if (!isNumber(half) || half <= 0) {
    return grouped(value.toFixed(mostDecimals));
  }
  return grouped(rounded(value, Math.min(mostDecimals, 1 - Math.floor(Math.log10(half)))));
}

/** A histogram of three digits tells values apart by a thousandth, so the fourth digit is the last that means something. */
const HISTOGRAM_DIGITS = 4;
const MOST_DECIMALS = 3;

/** A value of a histogram without an interval. */
export function significant(value) {
  if (!isNumber(value)) {
    return NOTHING;
  }
  const decimals = value === 0 ? 0 : HISTOGRAM_DIGITS - 1 - Math.floor(Math.log10(Math.abs(value)));
  return grouped(rounded(value, Math.min(MOST_DECIMALS, decimals)));
}

/** Half up by the number's decimal digits, not by its binary ones; negative decimals are tens. */
function rounded(value, decimals) {
  const shifted = Number(`${Math.abs(value)}e${decimals}`);
  if (Number.isNaN(shifted)) {
    return value.toFixed(Math.max(0, decimals));
  }
  const text = Number(`${Math.round(shifted)}e${-decimals}`).toFixed(Math.max(0, decimals));
  return value < 0 ? `-${text}` : text;
}

/** Thin spaces between thousands from five digits on. */
export function grouped(text) {
  const [whole, rest] = text.split('.');
  const digits = whole.replace('-', '');
  const spaced = digits.length > 4 ? digits.replace(/\B(?=(\d{3})+$)/g, '\u202f') : digits;
  return (whole.startsWith('-') ? '−' : '') + spaced + (rest === undefined ? '' : `.${rest}`);
}

export function count(value) {
  return isNumber(value) ? grouped(Math.round(value).toFixed(0)) : NOTHING;
}

/** Of a small interval: its half, the shorter side where it is not symmetric. */
export function halfOf(value, low, high) {
  return isNumber(value) && isNumber(low) && isNumber(high) ? Math.min(value - low, high - value) : null;
}

/** `{text, low, high}` of an estimate; low and high as text, null where unknown. */
export function estimate(value, low, high) {
  const half = halfOf(value, low, high);
  return {
    text: written(value, half),
    low: half === null ? null : written(low, half),
    high: half === null ? null : written(high, half),
  };
}

/** The numbers of `status.results`: each `{value, low, high, text}`, interval null where it is not known. */
export function ofResults(results) {
  const latency = results?.latency ?? {};
  const succeeded = results?.succeeded ?? 0;
  const hasInterval = isNumber(latency.p99LowMs);
  const halfMean = isNumber(latency.stddevMs) && succeeded > 1 ? (NORMAL * latency.stddevMs) / Math.sqrt(succeeded) : null;
  const rate = (value) => around(value, succeeded > 0 && hasInterval && isNumber(value) ? (NORMAL * value) / Math.sqrt(succeeded) : null);
  return {
    requestsPerSecond: rate(results?.throughput?.requestsPerSecond),
    megabytesPerSecond: rate(results?.throughput?.megabytesPerSecond),
    meanMs: around(latency.meanMs, halfMean),
    medianMs: around(latency.medianMs, halfMean === null ? null : MEDIAN * halfMean),
    p99Ms: p99(latency),
  };
}

function around(value, half) {
  const isKnown = isNumber(value) && isNumber(half);
  return { value, low: isKnown ? Math.max(0, value - half) : null, high: isKnown ? value + half : null, half, text: written(value, half) };
}

/** Where the interval has no upper bound, the largest value takes its place for the digits, and is not shown as a bound. */
function p99(latency) {
  const top = isNumber(latency.p99HighMs) ? latency.p99HighMs : latency.maxMs;
  const half = isNumber(latency.p99LowMs) && isNumber(top) ? (top - latency.p99LowMs) / 2 : null;
  return {
    value: latency.p99Ms,
    low: isNumber(latency.p99LowMs) ? latency.p99LowMs : null,
    high: isNumber(latency.p99HighMs) ? latency.p99HighMs : null,
    half,
    text: written(latency.p99Ms, half),
  };
}

/** The same of a run's summary, as far as it goes. */
export function p99OfSummary(run) {
  return written(run.p99Ms, isNumber(run.p99LowMs) && isNumber(run.p99HighMs) ? (run.p99HighMs - run.p99LowMs) / 2 : null);
}

/** `11.9 to 12.7`; empty without bounds. */
export function range(one) {
  if (isNumber(one.low) && isNumber(one.high)) {
    return `${written(one.low, one.half)} to ${written(one.high, one.half)}`;
  }
  return isNumber(one.low) ? `at least ${written(one.low, one.half)}` : '';
}

/** For axes: as few digits as tell ticks apart. */
export function short(value) {
  if (!isNumber(value)) {
    return '';
  }
  const size = Math.abs(value);
  return grouped(size >= 100 || Number.isInteger(value) ? value.toFixed(0) : Number(value.toPrecision(3)).toString());
}

/** MB are 10^6 bytes. */
export function bytes(value) {
  if (!isNumber(value)) {
    return NOTHING;
  }
  const units = [[1e9, 'GB'], [1e6, 'MB'], [1e3, 'kB']];
  const [size, name] = units.find(([one]) => value >= one) ?? [1, 'B'];
  return `${size === 1 ? value : (value / size).toFixed(2)} ${name}`;
}
