// When the API asks for patience: that the page waits, until when, and that it goes on by itself.

import { h, say, show } from './dom.js';

/** Instants until which something waits. */
const waits = new Set();
let clock = null;

/** Waits so many seconds, and says so at the top of the page; rejects where `signal` ends the wait. */
export async function patiently(seconds, signal) {
  const wait = { until: Date.now() + seconds * 1000 };
  waits.add(wait);
  draw();
  try {
    await pause(seconds * 1000, signal);
  } finally {
    waits.delete(wait);
    draw();
  }
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

function draw() {
  const box = document.getElementById('patience');
  box.hidden = waits.size === 0;
  if (waits.size === 0) {
    clearInterval(clock);
    clock = null;
    return;
  }
  const seconds = Math.max(1, Math.ceil((Math.max(...[...waits].map(({ until }) => until)) - Date.now()) / 1000));
  show(box, h('span', { class: 'sign', 'aria-hidden': 'true' }, '… '), `The operator was asked too often. This page goes on by itself in ${seconds} s.`);
  if (clock === null) {
    // said once: the seconds are for those who look
    say(`The operator was asked too often. This page goes on by itself in ${seconds} seconds.`);
    clock = setInterval(draw, 1000);
  }
}
