// A link with a token, followed while somebody is signed in already: nobody is exchanged without being asked.

import { fresh, h, show } from './dom.js';
import { getJson } from './session.js';

/**
 * Asks above the page, which stays as it is.
 *
 * @param {string} token the link's
 * @param {string} user who is signed in
 * @param {() => void} change what to do where somebody wants to go on with the link's token
 */
export function askWhoStays(token, user, change) {
  document.querySelector('dialog')?.remove();
  const title = fresh('dialog');
  const words = h('p', { role: 'status' }, 'Asking whose token the link carries …');
  const stay = h('button', { type: 'button', class: 'primary', onclick: () => box.close() }, `Stay ${user}`);
  const go = h('button', { type: 'button', disabled: true, onclick: () => leave() }, 'Change');
  const box = h(
    'dialog',
    { 'aria-labelledby': title, onclose: () => box.remove() },
    h('h2', { id: title }, 'Change the user?'),
    h('p', null, 'You are signed in as ', h('strong', null, user), '. The link that was followed carries a token of its own.'),
    words,
    h('p', { class: 'actions' }, stay, go),
  );
  function leave() {
    box.close();
    change();
  }
  document.body.append(box);
  box.showModal();
  stay.focus();
  tellWhose(token, user, words, go);
}

async function tellWhose(token, user, words, go) {
  try {
    const other = (await getJson('api/v1/session', { as: token })).user ?? '';
    show(words, other === user ? 'It is another token of the same user.' : ['It is of ', h('strong', null, other), '.']);
    go.textContent = other === user ? 'Take the new token' : `Change to ${other}`;
    go.disabled = false;
  } catch (e) {
    words.textContent = e.status === 401 ? 'It is not accepted, so nothing changes.' : `${e.message} Nothing changes.`;
  }
}
