// Where on the page an entry of the history was left, for whoever comes back to it.

import { inTurn } from './frames.js';

const MOST_FRAMES = 60;

const tops = new Map();
let entry = '';
let last = 0;

history.scrollRestoration = 'manual';

/** To be called when another entry is gone to; answers how far down that one was: nothing where a link has just made it. */
export function goneTo() {
  tops.set(entry, scrollY);
  if (history.state?.entry === undefined) {
    last += 1;
    history.replaceState({ entry: `${performance.timeOrigin} ${last}` }, '');
  }
  entry = history.state.entry;
  return tops.get(entry) ?? 0;
}

/** As soon as the view, which is drawn in pieces, is long enough; `isThere` says whether it is still shown. */
export function comeBack(top, isThere, frames = MOST_FRAMES) {
  if (top > 0 && frames > 0) {
    inTurn(() => {
      if (isThere()) {
        scrollTo(0, top);
        comeBack(Math.abs(scrollY - top) > 1 ? top : 0, isThere, frames - 1);
      }
    });
  }
}
