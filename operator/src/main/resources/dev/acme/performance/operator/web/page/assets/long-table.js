// A table that may be long: no more of its rows than were asked for, brought up to date in place, so many a frame.

import { h, say } from './dom.js';
import { count } from './digits.js';
import { tableRow } from './parts.js';
import { renew } from './renew.js';
import { renewRows } from './rows.js';

const MORE = 500;

/**
 * `body` to be shown, and `draw(data)`; data are
 * `{caption, columns, length, row}` with columns as `table` of parts.js has them and `row(i)` as `{key, state, cells, look}`: what is
 * alike in `state` looks alike, `cells()` are text or nodes.
 *
 * @param {number} atFirst rows before more are asked for
 */
export function longTable(atFirst = MORE) {
  const caption = h('caption', { class: 'unseen' });
  const head = h('thead', null);
  const rows = h('tbody', null);
  const wide = h('div', { class: 'wide', tabindex: '0', role: 'group' }, h('table', null, caption, head, rows));
  const place = h('span', null);
  const button = h('button', { type: 'button', onclick: more }, 'Show more');
  const foot = h('p', { class: 'pages' }, place, button);
  let data = null;
  let most = atFirst;

  function draw(now) {
    data = now;
    const shown = Math.min(most, now.length);
    caption.textContent = now.caption;
    wide.setAttribute('aria-label', `${now.caption}, a table`);
    renew(head, h('tr', null, now.columns.map((column) => h('th', { scope: 'col', class: column.isNumber ? 'number' : null }, column.name))));
    renewRows(rows, Array.from({ length: shown }, (_, i) => item(now, i)));
    place.textContent = `The first ${count(shown)} of ${count(now.length)}`;
    foot.hidden = shown === now.length;
  }

  function more() {
    most += MORE;
    draw(data);
    say(foot.hidden ? `All ${count(data.length)} rows` : place.textContent);
    if (foot.hidden) {
      // a hidden button would send the keyboard back to the beginning of the page
      wide.focus({ preventScroll: true });
    }
  }

  return { body: h('div', null, wide, foot), draw };
}

function item({ columns, row }, i) {
  const { key, state, cells, look } = row(i);
  return { key, state, make: () => tableRow(columns, cells(), { key, look }) };
}
