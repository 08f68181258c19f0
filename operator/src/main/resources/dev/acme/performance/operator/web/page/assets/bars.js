// Charts of boxes: stacked bars, columns, intervals, points. Made of elements, so that they take any width and letters stay readable.

import { h, measure, shape, show } from './dom.js';
import { figure, redrawn } from './figure.js';
import { count, isNumber, short, written } from './digits.js';

const EDGE_DECIMALS = 3;

/** Parts of a whole: `parts` are `{name, value, means}`. Patterns and numbers tell them apart, not colours alone. */
export function stacked(caption, unit, parts) {
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  const share = (part) => (total > 0 ? (part.value / total) * 100 : 0);
  const bar = h(
    'div',
    { class: 'stack', role: 'img', 'aria-label': `${caption}: ${parts.map((p) => `${p.name} ${written(p.value)} ${unit}`).join(', ')}` },
    parts.map((part, i) =>
      part.value > 0 ? measure(h('span', { class: `part look-${i}`, title: `${part.name}: ${written(part.value)} ${unit}` }, share(part) >= 4 ? String(i + 1) : ''), '--share', share(part)) : null,
    ),
  );
  const key = h(
    'ol',
    { class: 'key', 'aria-hidden': 'true' },
    parts.map((part, i) => h('li', null, h('span', { class: `swatch look-${i}` }), ` ${i + 1} ${part.name} `, h('b', null, `${written(part.value)} ${unit}`), ` ${share(part).toFixed(0)} %`)),
  );
  return figure(caption, h('div', null, bar, key), () => ({
    columns: [{ name: 'Part' }, { name: unit, isNumber: true }, { name: '%', isNumber: true }, { name: 'What it is' }],
    rows: parts.map((part) => [part.name, written(part.value), share(part).toFixed(1), part.means]),
  }));
}

/** How often: `bins` are `{from, to, count}`, `marks` `{name, value}` on the same axis. */
export function columns(caption, unit, bins, marks) {
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const picture = h(
    'div',
    { class: 'columns', role: 'img', 'aria-label': `${caption}. ${marks.map((m) => `${m.name} ${m.text ?? written(m.value)} ${unit}`).join(', ')}` },
    bins.map((bin) =>
      measure(
        h('span', { class: bin.count > 0 ? 'column' : 'column none', title: `${edge(bin, bin.from)} to ${edge(bin, bin.to)} ${unit}: ${count(bin.count)}` }),
        '--share',
        (bin.count / most) * 100,
      ),
    ),
  );
  const low = bins[0]?.from ?? 1;
  const high = bins.at(-1)?.to ?? 2;
  const place = (value) => (Math.log(Math.max(value, low) / low) / Math.log(high / low)) * 100;
  const axis = h(
    'div',
    { class: 'under', 'aria-hidden': 'true' },
    logTicks(low, high).map((tick) => measure(h('span', { class: 'tick' }, short(tick)), '--at', place(tick))),
  );
  const pins = h(
    'div',
    { class: 'pins', 'aria-hidden': 'true' },
    marks.map((mark) => measure(h('span', { class: 'pin' }, mark.name), '--at', Math.min(100, place(mark.value)))),
  );
  return figure(`${caption} (${unit}, logarithmic; up to ${count(most)} in one column)`, h('div', { class: 'histogram' }, pins, picture, axis), () => ({
    columns: [{ name: `From ${unit}`, isNumber: true }, { name: `To ${unit}`, isNumber: true }, { name: 'Count', isNumber: true }],
    rows: bins.filter((bin) => bin.count > 0).map((bin) => [edge(bin, bin.from), edge(bin, bin.to), count(bin.count)]),
  }));
}

/** With the digits that tell a column from the next one. */
const edge = (bin, value) => written(value, bin.to - bin.from, EDGE_DECIMALS);

function logTicks(low, high) {
  const all = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    [1, 2, 5].forEach((digit) => all.push(digit * 10 ** power));
  }
  const inside = all.filter((tick) => tick >= low && tick <= high);
  const sparse = inside.length > 6 ? inside.filter((tick) => /^1/.test(tick.toExponential())) : inside;
  return sparse.length > 0 ? sparse : [low, high];
}

/**
 * Values with their intervals on one axis: `marks` are `{label, value, low, high, text, isMarked, note}`; `sign` must stand beside such
 * numbers. From `base`, where there is one, a line leads to each value: sizes, which have no interval.
 */
export function intervals(caption, unit, marks, { reference = null, sign = false, base = null } = {}) {
  const ends = marks.flatMap((m) => [m.value, m.low, m.high]).concat([reference, base]).filter(isNumber);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  const place = (value) => ((value - low + room) / (high - low + 2 * room)) * 100;
  const rows = marks.map((mark) => {
    const [from, to] = base === null ? [mark.low, mark.high] : [base, mark.value];
    const line = isNumber(from) && isNumber(to) && measure(measure(h('span', { class: 'whisker' }), '--from', place(from)), '--to', place(to));
    const dot = isNumber(mark.value) && measure(h('span', { class: 'dot' }), '--at', place(mark.value));
    const guide = reference !== null && measure(h('span', { class: 'guide' }), '--at', place(reference));
    return [
      h('span', { class: `name${mark.isMarked ? ' marked' : ''}` }, mark.isMarked ? '◆ ' : '', mark.label),
      h('span', { class: `track${mark.isMarked ? ' marked' : ''}` }, guide, line, dot),
      h('span', { class: 'value' }, mark.text ?? written(mark.value)),
    ];
  });
  const picture = h('div', { class: 'intervals', role: 'img', 'aria-label': `${caption}: ${marks.map((m) => `${m.label} ${m.text ?? written(m.value)}`).join('; ')}` }, rows);
  const isAny = marks.some((m) => isNumber(m.low) || isNumber(m.high));
  const bounds = (m) => [m.low, m.high].map((bound) => (isNumber(bound) ? written(bound, null, 3) : '–'));
  return figure(caption, picture, () => ({
    columns: [{ name: '' }, { name: unit || 'Value', isNumber: true }, ...(isAny ? [{ name: 'Low', isNumber: true }, { name: 'High', isNumber: true }] : []), { name: '' }],
    rows: marks.map((m) => [m.label, m.text ?? written(m.value), ...(isAny ? bounds(m) : []), m.note ?? '']),
  }), sign);
}

/** Points on two axes: `points` are `{label, x, y, isMarked}`. */
export function scatter(caption, xName, yName, points) {
  const place = h('div', { class: 'plot scatter', role: 'img', 'aria-label': `${caption}: ${points.filter((p) => p.isMarked).map((p) => p.label).join(', ')}` });
  place.points = points;
  const again = redrawn(place, (width) => show(place, drawn(width, xName, yName, place.points)));
  place.takeOver = (now) => {
    place.points = now.points;
    place.setAttribute('aria-label', now.getAttribute('aria-label'));
    again();
  };
  return figure(caption, place, () => ({
    columns: [{ name: 'Cell' }, { name: xName, isNumber: true }, { name: yName, isNumber: true }, { name: 'On the front' }],
    rows: points.map((p) => [p.label, written(p.x), written(p.y), p.isMarked ? 'yes' : 'no']),
  }));
}

function drawn(width, xName, yName, points) {
  const [left, right, top, bottom, height] = [56, 12, 22, 40, 300];
  const xs = axisOf(points.map((p) => p.x));
  const ys = axisOf(points.map((p) => p.y));
  const x = (v) => left + ((v - xs.low) / (xs.high - xs.low)) * (width - left - right);
  const y = (v) => height - bottom - ((v - ys.low) / (ys.high - ys.low)) * (height - top - bottom);
  const text = (words, at, to, anchor) => shape('text', { x: at, y: to, 'text-anchor': anchor }, words);
  return shape(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true' },
    ys.ticks.map((t) => [shape('line', { class: 'grid', x1: left, x2: width - right, y1: y(t), y2: y(t) }), text(short(t), left - 6, y(t) + 4, 'end')]),
    xs.ticks.map((t) => [shape('line', { class: 'grid', x1: x(t), x2: x(t), y1: top, y2: height - bottom }), text(short(t), x(t), height - bottom + 16, 'middle')]),
    text(yName, 4, 12, 'start'),
    text(xName, (left + width - right) / 2, height - 6, 'middle'),
    points.map((p) =>
      p.isMarked
        ? shape('path', { class: 'front', d: `M${x(p.x)} ${y(p.y) - 7}l7 7l-7 7l-7 -7z` }, shape('title', null, p.label))
        : shape('circle', { class: 'behind', cx: x(p.x), cy: y(p.y), r: 5 }, shape('title', null, p.label)),
    ),
    labelled(points.map((p) => ({ ...p, x: x(p.x), y: y(p.y) })), width).map(({ label, at, to, anchor }) => text(label, at, to, anchor)),
  );
}

const LETTER = 6.6;
const LINE = 14;

/** Where labels do not cover each other; those of the front come first, others are left out where there is no room. */
function labelled(points, width) {
  const taken = points.map((p) => ({ left: p.x - 6, right: p.x + 6, top: p.y - 6, bottom: p.y + 6 }));
  const found = [];
  for (const p of [...points].sort((a, b) => Number(b.isMarked) - Number(a.isMarked))) {
    const long = p.label.length * LETTER;
    const places = [[-9, 'end'], [9, 'start']].flatMap(([aside, anchor]) => [-8, 18].map((down) => ({ at: p.x + aside, to: p.y + down, anchor })));
    const boxes = places.map((one) => ({ ...one, left: one.anchor === 'end' ? one.at - long : one.at, right: one.anchor === 'end' ? one.at : one.at + long, top: one.to - LINE + 3, bottom: one.to + 3 }));
    const free = boxes.find((box) => box.left >= 0 && box.right <= width && !taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom));
    if (free) {
      taken.push(free);
      found.push({ label: p.label, ...free });
    }
  }
  return found;
}

function axisOf(values) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const rough = (high - low || Math.abs(high) || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((digit) => digit * power >= rough) ?? 10);
  const from = Math.floor((low - rough / 8) / step) * step;
  const to = Math.ceil((high + rough / 8) / step) * step;
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);
  return { low: from, high: to, ticks };
}
