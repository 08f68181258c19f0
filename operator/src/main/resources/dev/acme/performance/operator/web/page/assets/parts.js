// Small parts that every view is made of.

import { h, fresh, say } from './dom.js';
import { PHASES, VALIDITIES, VERDICTS } from './words.js';

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
  return fidelity === 'real' ? null : h('span', { class: 'fidelity' }, '? fidelity not told');
}

export function panel(title, ...children) {
  const id = fresh('panel');
  return h('section', { class: 'panel', 'aria-labelledby': id }, h('h2', { id }, title), children);
}

/** While something is on its way. */
export function loading(what) {
  return h('p', { class: 'state', role: 'status' }, h('span', { class: 'spinner', 'aria-hidden': 'true' }), ` Loading ${what} …`);
}

export function empty(sentence, ...actions) {
  return h('div', { class: 'state' }, h('p', null, sentence), actions.length > 0 && h('p', null, actions));
}

/** What went wrong, and a way on. */
export function failure(problem, retry) {
  const title = problem.title ?? 'This page made a mistake';
  const words = problem.title ? problem.detail : problem.message;
  return h(
    'div',
    { class: 'state error', role: 'alert' },
    h('p', null, h('span', { class: 'sign', 'aria-hidden': 'true' }, '✕'), ' ', h('strong', null, title)),
    words && h('p', null, words),
    problem.retryAfter && h('p', null, `Try again in ${problem.retryAfter} s.`),
    retry && h('button', { type: 'button', onclick: retry }, 'Try again'),
  );
}

/** `columns` are `{name, isNumber?, isWord?}`, `rows` lists of text or nodes; the first cell of a row is its header. */
export function table(caption, columns, rows, { marked = () => false, visibleCaption = false } = {}) {
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
        rows.map((row, at) =>
          h(
            'tr',
            { class: marked(at) ? 'marked' : null },
            row.map((cell, i) =>
              h(i === 0 ? 'th' : 'td', { scope: i === 0 ? 'row' : null, class: columns[i]?.isNumber ? 'number' : null }, cell ?? '–'),
            ),
          ),
        ),
      ),
    ),
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
  const button = h('button', { type: 'button', class: 'small', onclick: () => copy(text, box, button) }, 'Copy');
  const box = h('pre', { id, tabindex: '0', role: 'group', 'aria-label': label }, text);
  return h('div', { class: 'copyable' }, button, box);
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

/** A button that does something which takes time, and says when that went wrong. */
export function action(label, work, { kind = '', ask = null } = {}) {
  const note = h('span', { class: 'note', role: 'status' });
  let isAsked = ask === null;
  const button = h('button', { type: 'button', class: kind, onclick: press }, label);
  async function press() {
    if (!isAsked) {
      isAsked = true;
      button.textContent = ask;
      setTimeout(() => {
        isAsked = false;
        button.textContent = label;
      }, 5000);
      return;
    }
    button.disabled = true;
    note.textContent = '';
    try {
      note.textContent = (await work()) ?? '';
    } catch (e) {
      note.textContent = e.message;
    } finally {
      button.disabled = false;
    }
  }
  return h('span', { class: 'action' }, button, note);
}

export const runLink = (run) => `#/runs/${encodeURIComponent(run.namespace)}/${encodeURIComponent(run.name)}`;
export const experimentLink = (one) => `#/experiments/${encodeURIComponent(one.namespace)}/${encodeURIComponent(one.name)}`;
