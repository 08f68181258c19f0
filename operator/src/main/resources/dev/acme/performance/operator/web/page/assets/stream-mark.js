// Whether what is shown is still fresh: when the stream of events was last heard.

import { h, show } from './dom.js';
import { onStreamState, retryNow, stateOfStream } from './store.js';
import { span } from './times.js';

const TOLERATED_MS = 15_000;
/** A stream that ends by plan is back before this, which is nothing to tell. */
const PASSING_MS = 1500;

const STATES = {
  live: ['●', 'live'],
  connecting: ['○', 'connecting'],
  reconnecting: ['○', 'reconnecting'],
};

/**
 * One element for as long as it is shown: of its parts only the seconds change each second, so that the focus stays on the button
 * and screen readers are told of changes of the state only.
 */
export function streamMark() {
  const word = h('span', { class: 'state-word', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' });
  const age = h('span', { class: 'age' });
  const now = h('button', { type: 'button', class: 'small', hidden: true, onclick: retryNow }, 'Now');
  const box = h('span', { class: 'stream', tabindex: '-1' }, word, age, ' ', now);
  let lostAt = null;

  function draw() {
    const { isOpen, retryInMs, heardAt } = stateOfStream();
    const silence = heardAt === null ? null : Date.now() - heardAt;
    lostAt = isOpen ? null : (lostAt ?? Date.now());
    const isLive = heardAt !== null && silence < TOLERATED_MS && (isOpen || Date.now() - lostAt < PASSING_MS);
    put(isLive ? 'live' : heardAt === null && retryInMs === null ? 'connecting' : 'reconnecting');
    const words = silence === null ? 'never heard' : `last heard ${span(silence / 1000)} ago`;
    box.title = isLive ? words : '';
    age.textContent = box.dataset.kind === 'reconnecting' ? `, ${words}` : '';
  }

  function put(kind) {
    if (box.dataset.kind === kind) {
      return;
    }
    const [sign, text] = STATES[kind];
    box.dataset.kind = kind;
    show(word, h('span', { 'aria-hidden': 'true' }, sign), ` ${text}`);
    const isLeft = kind !== 'reconnecting' && document.activeElement === now;
    now.hidden = kind !== 'reconnecting';
    if (isLeft) {
      // a hidden button would send the keyboard back to the beginning of the page
      box.focus();
    }
  }

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
