// A long list brought up to date in place: rows that changed are made anew, so many a frame; the others are left alone.

import { inTurn } from './frames.js';
import { renewNode } from './renew.js';

/** As many as are made and laid out well within the 50 ms from which on a task is felt. */
const AT_ONCE = 25;

/** What a row shows. */
const states = new WeakMap();
/** The latest list of an element: an earlier one goes no further. */
const latest = new WeakMap();

const keyOf = (row) => row.dataset.key;

/**
 * @param {Element} element with nothing in it but such rows
 * @param {Array<{key: string, state: string, make: () => Element}>} items `make` gives a row with the `data-key`; what is alike in
 *     `state` looks alike. Listeners stay those of the first time
 */
export function renewRows(element, items) {
  latest.set(element, items);
  const coming = new Set(items.map(({ key }) => key));
  goOn(element, items, coming, 0);
}

function goOn(element, items, coming, from) {
  if (latest.get(element) !== items) {
    return;
  }
  const focused = document.activeElement;
  const here = new Map([...element.children].map((row) => [keyOf(row), row]));
  let at = from;
  for (let made = 0; at < items.length && made < AT_ONCE; at += 1) {
    made += put(element, items[at], at, here.get(items[at].key) ?? null, coming) ? 1 : 0;
  }
  if (at < items.length) {
    inTurn(() => goOn(element, items, coming, at));
  } else {
    [...element.children].slice(at).forEach((row) => row.remove());
  }
  if (focused !== document.activeElement && focused?.isConnected) {
    // it was moved, which takes the focus away
    focused.focus({ preventScroll: true });
  }
}

/** Whether a row was made. */
function put(element, { state, make }, at, same, coming) {
  const isGone = (row) => row !== undefined && !coming.has(keyOf(row));
  if (same === null) {
    const made = make();
    states.set(made, state);
    const there = element.children[at];
    if (isGone(there)) {
      // in its place, so that the list is no shorter meanwhile and nothing below it jumps
      there.replaceWith(made);
    } else {
      element.insertBefore(made, there ?? null);
    }
    return true;
  }
  // what goes, goes first, so that what stays need not be moved
  while (isGone(element.children[at])) {
    element.children[at].remove();
  }
  if (element.children[at] !== same) {
    element.insertBefore(same, element.children[at] ?? null);
  }
  if (states.get(same) === state) {
    return false;
  }
  renewNode(same, make());
  states.set(same, state);
  return true;
}
