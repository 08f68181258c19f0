// Who may: a token, kept in the memory of this page and nowhere else.

import { h } from './dom.js';

/**
 * @param {string|null} words why it is asked for again
 * @param {(token: string) => Promise<void>} enter throws where it is not accepted
 */
export function signInView(words, enter) {
  const field = h('input', { id: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, 'aria-describedby': 'token-help token-error' });
  const note = h('p', { id: 'token-error', class: 'error', role: 'alert' }, words);
  const button = h('button', { type: 'submit', class: 'primary' }, 'Sign in');
  async function submit(event) {
    event.preventDefault();
    const token = field.value.trim();
    if (token === '') {
      note.textContent = 'Paste a token first.';
      field.focus();
      return;
    }
    button.disabled = true;
    button.textContent = 'Signing in …';
    note.textContent = '';
    try {
      await enter(token);
    } catch (e) {
      note.textContent = e.status === 401 ? 'This token is not accepted.' : e.message;
      field.setAttribute('aria-invalid', 'true');
      field.focus();
      field.select();
    } finally {
      button.textContent = 'Sign in';
      button.disabled = false;
    }
  }
  return h(
    'form',
    { class: 'sign-in panel', onsubmit: submit, novalidate: true },
    h('h1', null, 'Sign in'),
    h('label', { for: 'token' }, 'Token'),
    field,
    note,
    button,
    h('div', { id: 'token-help' },
      h('p', null, 'A Kubernetes token: what you may do with performanceruns in the cluster you may do here.'),
      h('pre', null, 'kubectl create token SERVICEACCOUNT -n NAMESPACE'),
      h('p', null, 'On one machine, perfrun serve prints it. It stays in this page’s memory and is gone when you close or reload it.')),
  );
}
