// Small parts that every view is made of.

import { h, fresh, say } from './dom.js';
import { stateOfStream } from './store.js';
import { CLOSED_LOOP, PHASES, VALIDITIES, VERDICTS, isClosedLoop } from './words.js';

/** A word with its sign; what it means is its description. */
export function badge(kind, word) {
  const known = kind[word] ?? { sign: '·', tone: 'quiet', means: '' };
  return h('span', { class: `badge ${known.tone}`, title: known.means }, h('span', { class: 'sign', 'aria-hidden': 'true' }, known.sign), ' ', word ?? 'unknown');
}

export const phaseBadge = (phase) => badge(PHASES, phase ?? 'Pending');
export const verdictBadge = (verdict) => badge(VERDICTS, verdict ?? 'None');
export const validityBadge = (validity) => (validity ? badge(VALIDITIES, validity) : h('span', { class: 'badge quiet' }, '–'));

/** Must stand wherever numbers do: whether a thing stood for another when they were measured. */
export function fidelityMark(fidelity) {
  if (fidelity === 'simulated') {
    return h(
      'span',
      { class: 'fidelity', title: 'Measured where things stand for others: see the notes of the environment. These are not the numbers of a cloud.' },
      h('span', { class: 'sign', 'aria-hidden': 'true' }, '≈'),
      ' simulated',
    );
  }
  if (!fidelity) {
    return h('span', { class: 'fidelity' }, '? fidelity not told');
  }
  // an administrator's own word, such as the name of a bench
  return fidelity === 'real' ? null : h('span', { class: 'fidelity', title: 'What the operator’s administrator says these numbers stand for.' }, fidelity);
}

/** Must stand beside every p99 that a closed loop measured; {@link closedLegend} says in words what it means. */
export function closedMark(mode) {
  return (
    isClosedLoop(mode) &&
    h('span', { class: 'closed-loop', title: `${CLOSED_LOOP.means} ${CLOSED_LOOP.why}` }, h('span', { 'aria-hidden': 'true' }, CLOSED_LOOP.sign), h('span', { class: 'unseen' }, ' (closed loop)'))
  );
}

/** Of numbers of which some, by `modes`, are of a closed loop; `isWhole` says why, too. */
export function closedLegend(modes, isWhole = false) {
  return modes.some(isClosedLoop) && h('p', { class: 'note closed-legend' }, h('span', { class: 'closed-loop', 'aria-hidden': 'true' }, CLOSED_LOOP.sign), ` ${CLOSED_LOOP.means}`, isWhole && ` ${CLOSED_LOOP.why}`);
}

export function panel(title, ...children) {
  const id = fresh('panel');
  return h('section', { class: 'panel', 'data-key': title, 'aria-labelledby': id }, h('h2', { id }, title), children);
}

/** While something is on its way. */
export function loading(what) {
  return h('p', { class: 'state', role: 'status' }, h('span', { class: 'spinner', 'aria-hidden': 'true' }), ` Loading ${what} …`);
}

export function empty(sentence, ...actions) {
  return h('div', { class: 'state' }, h('p', null, sentence), actions.length > 0 && h('p', null, actions));
}

/** Those that pass by themselves: no answer, too many requests, the API server away. */
const PASSING = new Set([0, 429, 503]);
const REPEAT_S = 5;

/** Whether {@link failure} tries again by itself. */
export const repeatsItself = (problem) => PASSING.has(problem.status);

/** What went wrong, and a way on: by itself where it passes by itself. */
export function failure(problem, retry) {
  const title = problem.title ?? 'This page made a mistake';
  const words = problem.title ? problem.detail : problem.message;
  return h(
    'div',
    { class: 'state error' },
    h('div', { role: 'alert' }, h('p', null, h('span', { class: 'sign', 'aria-hidden': 'true' }, '✕'), ' ', h('strong', null, title)), words && h('p', null, words)),
    retry && repeatsItself(problem) && countdown(Number(problem.retryAfter) || REPEAT_S, retry, problem.status === 0),
    retry && h('button', { type: 'button', onclick: retry }, 'Try again'),
  );
}

/** Calls `then` after so many seconds, unless it is no longer shown; where nobody answers, not before the events do. */
function countdown(seconds, then, isAway) {
  const until = Date.now() + seconds * 1000;
  const left = () => Math.ceil((until - Date.now()) / 1000);
  const words = () => (left() > 0 ? `Tries again by itself in ${left()} s.` : 'Tries again by itself as soon as the operator is back.');
  const box = h('p', null, words());
  const clock = setInterval(() => {
    const isDue = left() <= 0 && (!isAway || stateOfStream().isOpen);
    if (!box.isConnected || isDue) {
      clearInterval(clock);
    }
    if (box.isConnected && isDue) {
      then();
    } else {
      box.textContent = words();
    }
  }, 1000);
  return box;
}

/** `columns` are `{name, isNumber?, isWord?}`, `rows` lists of text or nodes; the first cell of a row is its header. `keys` tell rows apart that are renewed; `struckOut` rows have void numbers. */
export function table(caption, columns, rows, { marked = () => false, struckOut = () => false, visibleCaption = false, keys = [] } = {}) {
  return h(
    'div',
    { class: 'wide', tabindex: '0', role: 'group', 'aria-label': `${caption}, a table` },
    h(
      'table',
      null,
      h('caption', { class: visibleCaption ? null : 'unseen' }, caption),
      h('thead', null, h('tr', null, columns.map((column) => h('th', { scope: 'col', class: column.isNumber ? 'number' : null }, column.name)))),
      h(
        'tbody',
        null,
        rows.map((row, at) => tableRow(columns, row, { key: keys[at], look: marked(at) ? 'marked' : struckOut(at) ? 'void' : null })),
      ),
    ),
  );
}

/** One of its rows. */
export function tableRow(columns, cells, { key, look = null }) {
  return h(
    'tr',
    { class: look, 'data-key': key },
    cells.map((cell, i) => h(i === 0 ? 'th' : 'td', { scope: i === 0 ? 'row' : null, class: columns[i]?.isNumber ? 'number measured' : null }, cell ?? '–')),
  );
}

/** Beyond these letters a value gets a line of its own. */
const LONG = 56;

/** Names and values; pairs without a value are left out. */
export function facts(pairs) {
  return h(
    'dl',
    { class: 'facts' },
    pairs
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([name, value]) => h('div', { class: typeof value === 'string' && value.length > LONG ? 'long' : null }, h('dt', null, name), h('dd', null, value))),
  );
}

/** A text to take away, with a button that does. */
export function copyable(label, text) {
  const id = fresh('copy');
  const button = h('button', { type: 'button', class: 'small', onclick: () => copy(box.textContent, box, button) }, 'Copy');
  const box = h('pre', { id, tabindex: '0', role: 'group', 'aria-label': label }, text);
  const whole = h('div', { class: 'copyable' }, button, box);
  whole.takeOver = (now) => {
    const its = now.lastChild.textContent;
    if (its !== box.textContent) {
      box.textContent = its;
    }
  };
  return whole;
}

async function copy(text, box, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
    say('Copied');
  } catch {
    // not allowed here: selected, so that the keyboard's own copy works
    getSelection().selectAllChildren(box);
    button.textContent = 'Selected: press Ctrl+C';
  }
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 3000);
}

/** How long a first press of two counts. */
const ASKED_S = 10;

/** A button that does something which takes time, and says when that went wrong; with `ask` it is pressed twice. */
export function action(label, work, { kind = '', ask = null } = {}) {
  const note = h('span', { class: 'note', role: 'status' });
  let clock = null;
  const button = h('button', { type: 'button', class: kind, onclick: press }, label);
  function forget() {
    clearTimeout(clock);
    clock = null;
    button.textContent = label;
    note.textContent = '';
  }
  async function press() {
    if (ask !== null && clock === null) {
      button.textContent = ask;
      note.textContent = `Nothing is done yet. Press once more within ${ASKED_S} seconds.`;
      clock = setTimeout(forget, ASKED_S * 1000);
      return;
    }
    forget();
    const hadFocus = document.activeElement === button;
    button.disabled = true;
    try {
      note.textContent = (await work()) ?? '';
    } catch (e) {
      note.textContent = e.message;
    } finally {
      button.disabled = false;
      if (hadFocus && document.activeElement === document.body) {
        // a button that is disabled loses the keyboard's place
        button.focus({ preventScroll: true });
      }
    }
  }
  const box = h('span', { class: 'action' }, button, note);
  box.label = label;
  box.takeOver = (now) => now.label !== label && box.replaceWith(now);
  return box;
}

/** As many as the API compares at once. */
export const MOST_COMPARED = 8;

/** Of keys as the store has them. */
export const compareLink = (keys) => `#/compare${keys.length > 0 ? '?' : ''}${keys.map((key) => `run=${encodeURIComponent(key)}`).join('&')}`;

export const runLink = (run) => `#/runs/${encodeURIComponent(run.namespace)}/${encodeURIComponent(run.name)}`;
export const experimentLink = (one) => `#/experiments/${encodeURIComponent(one.namespace)}/${encodeURIComponent(one.name)}`;
