// Whether what is shown is still fresh: when the stream of events was last heard.

import { h, show } from './dom.js';
import { onStreamState, retryNow, stateOfStream } from './store.js';
import { span } from './times.js';

const TOLERATED_MS = 15_000;

/** Looks anew every second, for as long as it is shown. */
export function streamMark() {
  const box = h('span', { class: 'stream' });
  const draw = () => draws(box);
  const stop = onStreamState(draw);
  const clock = setInterval(() => {
    if (box.isConnected) {
      draw();
    } else {
      clearInterval(clock);
      stop();
    }
  }, 1000);
  draw();
  return box;
}

function draws(box) {
  const { isOpen, retryInMs, heardAt } = stateOfStream();
  const silence = heardAt === null ? null : Date.now() - heardAt;
  if (isOpen && silence < TOLERATED_MS) {
    put(box, 'live', '● live', `last heard ${span(silence / 1000)} ago`);
  } else if (heardAt === null && retryInMs === null) {
    put(box, 'wait', '○ connecting', '');
  } else {
    put(box, 'wait', '○ reconnecting', silence === null ? 'never heard' : `last heard ${span(silence / 1000)} ago`);
  }
}

function put(box, kind, word, title) {
  if (box.dataset.kind !== kind || box.title !== title) {
    box.dataset.kind = kind;
    box.title = title;
    show(box, kind === 'live' ? word : [word, title && `, ${title} `, h('button', { type: 'button', class: 'small', onclick: retryNow }, 'Now')]);
  }
}
