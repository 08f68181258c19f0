// What a run's HdrHistogram holds: version 2 of its encoding, compressed and in base64 (github.com/HdrHistogram/HdrHistogram, AbstractHistogram).

const COMPRESSED = 0x1c849304;
const PLAIN = 0x1c849303;
const HEAD = 40;
/** A histogram of a day in microseconds with three digits has 37,000 counts; a hostile one must not take the memory. */
const MOST_BYTES = 4 * 1024 * 1024;
/** 99.9 % of 1000 are 999, whatever binary fractions say. */
const ROUNDING = 1e-9;
const MOST_COUNTS = 4_000_000;

/**
 * @param {string} text base64, as `histograms` of a result has it; empty where nothing was recorded
 * @returns {Promise<{total: number, max: number, buckets: Array<{from: number, to: number, count: number}>}|null>} in the
 *     histogram's own unit (microseconds); buckets of at least one, in order; null for an empty text
 */
export async function decode(text) {
  if (!text) {
    return null;
  }
  const outer = view(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  expect(outer, COMPRESSED);
  const length = outer.getInt32(4);
  if (length < 0 || length > outer.byteLength - 8) {
    throw new RangeError('the histogram is cut short');
  }
  const inner = view(await inflated(new Uint8Array(outer.buffer, outer.byteOffset + 8, length)));
  expect(inner, PLAIN);
  const digits = inner.getInt32(12);
  const least = Number(inner.getBigInt64(16));
  if (digits < 1 || digits > 5 || least < 1) {
    throw new RangeError('no histogram has this precision');
  }
  return counted(new Uint8Array(inner.buffer, inner.byteOffset + HEAD, payload(inner)), scale(digits, least));
}

function view(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The lowest half-byte but one tells the width of a count, which variable-length ones do not need. */
function expect(bytes, cookie) {
  if (bytes.byteLength < 8 || (bytes.getInt32(0) & ~0xf0) !== cookie) {
    throw new RangeError('not a histogram of version 2');
  }
}

function payload(inner) {
  const length = inner.getInt32(4);
  if (length < 0 || length > inner.byteLength - HEAD) {
    throw new RangeError('the histogram is cut short');
  }
  return length;
}

async function inflated(bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      break;
    }
    size += value.length;
    if (size > MOST_BYTES) {
      await reader.cancel();
      throw new RangeError('the histogram is too large');
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Which values an index stands for: `{lowest(index), width(index)}`. */
function scale(digits, least) {
  const unit = Math.floor(Math.log2(least));
  const subBuckets = 2 ** Math.ceil(Math.log2(2 * 10 ** digits));
  const half = subBuckets / 2;
  const bucketOf = (index) => Math.max(0, Math.floor(index / half) - 1);
  return {
    lowest(index) {
      const sub = index < subBuckets ? index : (index % half) + half;
      return sub * 2 ** (bucketOf(index) + unit);
    },
    width(index) {
      return 2 ** (bucketOf(index) + unit);
    },
  };
}

/** Counts are zigzag LEB128; a negative one stands for so many zeros. */
function counted(bytes, { lowest, width }) {
  const buckets = [];
  let total = 0;
  let index = 0;
  let at = 0;
  while (at < bytes.length) {
    let word = 0;
    let factor = 1;
    for (let i = 0; ; i++) {
      if (at >= bytes.length) {
        throw new RangeError('the histogram is cut short');
      }
      const byte = bytes[at++];
      if (i === 8) {
        word += byte * factor;
        break;
      }
      word += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        break;
      }
      factor *= 128;
    }
    const count = word % 2 === 0 ? word / 2 : -(word + 1) / 2;
    if (count < 0) {
      index -= count;
    } else {
      if (count > 0) {
        buckets.push({ from: lowest(index), to: lowest(index) + width(index), count });
        total += count;
      }
      index += 1;
    }
    if (index > MOST_COUNTS) {
      throw new RangeError('the histogram has too many counts');
    }
  }
  const last = buckets.at(-1);
  return { total, max: last ? last.to - 1 : 0, buckets };
}

/** The highest value that lies in the same count as the one at this percentile, as HdrHistogram has it. */
export function percentile(histogram, percent) {
  return atRank(histogram, Math.max(1, Math.ceil((Math.min(100, percent) * histogram.total) / 100 - ROUNDING)));
}

/** The same of the sample of this rank, the smallest one being the first. */
export function atRank(histogram, wanted) {
  let seen = 0;
  for (const bucket of histogram.buckets) {
    seen += bucket.count;
    if (seen >= wanted) {
      return bucket.to - 1;
    }
  }
  return histogram.max;
}

/** Points for a curve over 1 / (1 - share): `{percent, value}`, the finest steps where few samples are left. */
export function curve(histogram) {
  const points = [{ percent: 0, value: histogram.buckets[0]?.from ?? 0 }];
  let seen = 0;
  for (const bucket of histogram.buckets) {
    seen += bucket.count;
    // the last sample lies at 100 %, which the axis does not have: half a sample before it
    const share = Math.min(seen, histogram.total - 0.5) / histogram.total;
    points.push({ percent: share * 100, value: bucket.to - 1 });
  }
  return points;
}

/** At most `most` columns of equal width on a logarithmic axis: `{from, to, count}`. */
export function columns(histogram, most) {
  if (histogram.total === 0) {
    return [];
  }
  const low = Math.log(Math.max(1, histogram.buckets[0].from));
  const high = Math.log(Math.max(2, histogram.max + 1));
  const step = Math.max((high - low) / most, Math.log(1.002));
  const number = Math.max(1, Math.ceil((high - low) / step - 1e-9));
  const found = Array.from({ length: number }, (_, i) => ({ from: Math.exp(low + i * step), to: Math.exp(low + (i + 1) * step), count: 0 }));
  for (const bucket of histogram.buckets) {
    const middle = Math.log(Math.max(1, (bucket.from + bucket.to - 1) / 2));
    found[Math.min(number - 1, Math.max(0, Math.floor((middle - low) / step)))].count += bucket.count;
  }
  return found;
}
