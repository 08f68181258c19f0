// Lines over a common axis, drawn by uPlot.

import { h, show } from './dom.js';
import { inTurn } from './frames.js';
import { colour, figure, redrawn } from './figure.js';
import { NOTHING, isNumber, short, written } from './digits.js';

const HEIGHT = 220;
/** Until what could not be fetched is asked for again. */
const LATER_MS = 5000;
const FONT = '12px system-ui, sans-serif';
/** Lines differ in dash as well as in colour. */
const LOOKS = [
  { stroke: '--line-1', dash: [] },
  { stroke: '--line-2', dash: [7, 4] },
  { stroke: '--line-3', dash: [2, 3] },
  { stroke: '--line-4', dash: [10, 3, 2, 3] },
];

let drawing = null;

/** Fetched after the page, which is there before it; null where it cannot be. */
export function plotter() {
  drawing ??= import('./uplot.esm.js').then(
    (module) => module.default,
    () => {
      // asked for again with the next picture
      drawing = null;
      return null;
    },
  );
  return drawing;
}

/**
 * @param {object} chart
 * @param {string} chart.caption
 * @param {Node|false} [chart.mark] what must stand beside such numbers
 * @param {string} chart.label one sentence for those who do not see it
 * @param {{name: string, ticks?: (v: number) => string, isTime?: boolean, isLog?: boolean, at?: number[], least?: number}} chart.x `least`: so much of the axis at least
 * @param {{name: string, isLog?: boolean, fromZero?: boolean, text?: (v: number) => string}} chart.y
 * @param {Array<{name: string, look?: number, points?: boolean, band?: boolean}>} chart.lines a `band` lies between the two lines after it
 * @param {Array<Array<number|null>>} data x first, then a list a line
 * @param {{xText?: (v: number) => string, onPick?: (index: number) => void}} options
 * @returns a figure with `update(data)`
 */
export function lines(chart, data, { xText = short, onPick = null } = {}) {
  let now = data;
  let plot = null;
  const text = chart.y.text ?? ((v) => written(v));
  const place = h('div', { class: 'plot', role: 'img', 'aria-label': chart.label });
  const box = figure(chart.caption, place, () => ({
    columns: [{ name: chart.x.name }, ...chart.lines.map((line) => ({ name: line.name, isNumber: true }))],
    length: now[0].length,
    row: (i) => [xText(now[0][i]), ...chart.lines.map((_, k) => (isNumber(now[k + 1][i]) ? text(now[k + 1][i]) : NOTHING))],
  }), chart.mark);
  const again = redrawn(place, (width) => {
    plotter().then((UPlot) =>
      inTurn(() => {
        if (!place.isConnected) {
          return;
        }
        if (UPlot === null) {
          show(place, h('p', { class: 'state' }, 'The picture could not be fetched; the table below has its numbers.'));
          setTimeout(again, LATER_MS);
        } else {
          plot?.destroy();
          show(place);
          plot = new UPlot(options(UPlot, chart, width, xText, onPick), now, place);
        }
      }),
    );
  });
  box.update = (newData) => {
    now = newData;
    if (plot) {
      plot.setData(now);
    } else {
      again();
    }
    box.refresh();
  };
  return box;
}

function options(UPlot, chart, width, xText, onPick) {
  const axis = { stroke: colour('--ink'), font: FONT, labelFont: FONT, labelSize: 20, grid: { stroke: colour('--grid'), width: 1 }, ticks: { stroke: colour('--rule'), width: 1 } };
  return {
    width,
    height: HEIGHT,
    padding: [8, 24, 0, 0],
    scales: {
      x: { time: chart.x.isTime === true, ...(chart.x.isLog ? { distr: 3 } : {}), ...(chart.x.least ? { range: (_, low, high) => wide(low, high, chart.x.least) } : {}) },
      y: chart.y.isLog ? { distr: 3 } : { range: (_, low, high) => nice(low, high, chart.y.fromZero !== false) },
    },
    axes: [
      {
        ...axis,
        size: 34,
        label: chart.x.name,
        ...(chart.x.at ? { splits: () => chart.x.at, filter: (_, splits) => splits } : {}),
        ...(chart.x.ticks ? { values: (_, splits) => splits.map((v) => (v === null ? '' : chart.x.ticks(v))) } : {}),
      },
      { ...axis, size: 58, label: chart.y.name, values: (_, splits) => splits.map((v) => (v === null ? '' : short(v))) },
    ],
    cursor: { y: false, ...(onPick ? { bind: { click: picker(onPick) } } : {}) },
    legend: { live: true },
    series: [
      { label: chart.x.name, value: (_, v) => (isNumber(v) ? xText(v) : '') },
      ...chart.lines.map((line, i) => series(line, LOOKS[(line.look ?? i) % LOOKS.length], chart.y.text ?? ((v) => written(v)))),
    ],
    bands: chart.lines.flatMap((line, i) => (line.band ? [{ series: [i + 3, i + 2], fill: colour('--band') }] : [])),
  };
}

function series(line, look, text) {
  const isPoints = line.points === true;
  return {
    label: line.name,
    stroke: colour(look.stroke),
    width: line.thin ? 1 : 2,
    dash: look.dash,
    spanGaps: line.spanGaps === true,
    ...(isPoints ? { paths: () => null } : {}),
    points: { show: isPoints || line.pointed ? true : line.bare ? false : undefined, size: isPoints ? 7 : 5, stroke: colour(look.stroke), fill: isPoints ? colour(look.stroke) : colour('--page') },
    // empty until somebody points at the chart
    value: (_, v) => (isNumber(v) ? text(v) : ''),
  };
}

/** An axis of a thousandth of a second tells nothing. */
function wide(low, high, least) {
  return isNumber(low) && isNumber(high) ? [low, Math.max(high, low + least)] : [0, least];
}

/** Honest bars and lines begin at 0 where there is room for it. */
function nice(low, high, isFromZero) {
  if (!isNumber(low) || !isNumber(high)) {
    return [0, 1];
  }
  const from = isFromZero ? 0 : low - (high - low) * 0.1;
  const to = high > from ? high + (high - from) * 0.08 : from + 1;
  return [from, to];
}

function picker(onPick) {
  return (plot, _target, handler) => (event) => {
    handler(event);
    if (plot.cursor.idx !== null && plot.cursor.idx !== undefined) {
      onPick(plot.cursor.idx);
    }
  };
}
