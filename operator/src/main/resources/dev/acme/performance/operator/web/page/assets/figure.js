// What every chart has: a caption, a name for those who do not see it, and its numbers as a table.

import { h } from './dom.js';
import { longTable } from './long-table.js';
import { renewNode } from './renew.js';

const LATER = '(prefers-color-scheme: dark)';

/**
 * @param {string} caption what is to be seen
 * @param {Node} picture
 * @param {() => {columns: Array, rows: Array, length?: number, row?: (i: number) => Array}} numbers asked when the table is opened: `rows`
 *     of text, or where there may be many how to make one
 * @param {Node|false} mark what must stand beside such numbers
 */
export function figure(caption, picture, numbers, mark = false) {
  const place = longTable();
  const twin = h(
    'details',
    {
      class: 'twin',
      ontoggle: () => twin.open && fill(),
    },
    h('summary', null, 'As a table'),
    place.body,
  );
  function fill() {
    const { columns, rows = [], length = rows.length, row = (i) => rows[i] } = box.numbers();
    place.draw({ caption: box.caption, columns, length, row: (i) => item(i, row(i)) });
  }
  const box = h('figure', { class: 'chart' }, h('figcaption', null, caption, mark && [' ', mark]), picture, twin);
  Object.assign(box, { caption, numbers });
  /** To be called when the numbers changed. */
  box.refresh = () => twin.open && fill();
  box.takeOver = (now) => {
    Object.assign(box, { caption: now.caption, numbers: now.numbers });
    const [words, picture] = [...now.children];
    renewNode(box.children[0], words);
    renewNode(box.children[1], picture);
    box.refresh();
  };
  return box;
}

const item = (i, cells) => ({ key: String(i), state: JSON.stringify(cells), cells: () => cells });

/** A colour of the style sheet as it is now, light or dark. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Calls `draw(width)` now, when the box gets another width, and when light becomes dark, for as long as the box is shown. */
export function redrawn(box, draw) {
  let width = 0;
  const again = () => {
    if (width > 0) {
      draw(width);
    }
  };
  const watch = new ResizeObserver(([entry]) => {
    const now = Math.floor(entry.contentRect.width);
    if (!box.isConnected) {
      watch.disconnect();
      theme.removeEventListener('change', again);
    } else if (now !== width && now > 0) {
      width = now;
      draw(width);
    }
  });
  const theme = matchMedia(LATER);
  theme.addEventListener('change', again);
  watch.observe(box);
  return again;
}
