// Who is here: the token, in memory only, and every request that carries it.

import { patiently } from './patience.js';

let token = null;
let onEnd = () => {};

/** What the API said no with: RFC 9457, or the network's own failure as status 0. */
export class Problem extends Error {
  constructor(status, title, detail, errors, retryAfter) {
    super(detail ? `${title}: ${detail}` : title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.errors = Array.isArray(errors) ? errors : [];
    this.retryAfter = retryAfter;
  }
}

/** Takes the token out of the address (`#token=…`), the history included; null where there is none. */
export function tokenOfAddress() {
  const found = /^#\/?\??token=([^&]+)/.exec(location.hash);
  if (!found) {
    return null;
  }
  history.replaceState(null, '', `${location.pathname}#/`);
  try {
    return decodeURIComponent(found[1]);
  } catch {
    return null;
  }
}

export function signIn(newToken) {
  token = newToken;
}

/** Whether this is the token of whoever is signed in. */
export function isTheSame(other) {
  return token === other;
}

export function signOut() {
  token = null;
}

export function isSignedIn() {
  return token !== null;
}

/** Called when the API no longer accepts the token. */
export function whenEnded(listener) {
  onEnd = listener;
}

/** Below the page's own address, so that it works behind a prefix too. */
export function address(path) {
  return new URL(path, document.baseURI).href;
}

const TOO_MANY = 429;
const AWAY = 503;
/** What was refused for its haste was not done, so that anything may be sent again when its turn has come. */
const HASTE = { tries: 5, mostSeconds: 60 };
/** The API server was away for a moment: what only reads is tried again. */
const ABSENCE = { tries: 2, mostSeconds: 5 };

function patienceWith(problem, { method, isPatient = true }) {
  const limit = problem.status === TOO_MANY ? HASTE : problem.status === AWAY && !method ? ABSENCE : null;
  return isPatient ? limit : null;
}

/**
 * The answer, where it is a good one; else throws a {@link Problem}. What the API asks to repeat later is repeated then.
 *
 * @param {{as?: string, isPatient?: boolean}} options beside those of `fetch`: another token than the session's; whether to wait
 */
export async function request(path, options = {}) {
  const { as = token } = options;
  for (let tries = 0; ; tries++) {
    try {
      return await once(path, { ...options, as });
    } catch (e) {
      const limit = patienceWith(e, options);
      const wait = Number(e.retryAfter ?? 1);
      if (limit === null || tries >= limit.tries || !(wait <= limit.mostSeconds)) {
        throw e;
      }
      await (e.status === TOO_MANY ? patiently(wait, options.signal) : new Promise((resolve) => setTimeout(resolve, wait * 1000)));
      if (options.as === undefined && as !== token) {
        // whoever asked has left: nothing more is done in his name, nor in that of whoever came after him
        throw e;
      }
    }
  }
}

async function once(path, { as, isPatient: _, ...options }) {
  let answer;
  try {
    answer = await fetch(address(path), {
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      ...options,
      headers: { ...options.headers, Authorization: `Bearer ${as}` },
    });
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new Problem(0, 'The operator does not answer', 'It may be restarting, or the network is down.');
  }
  if (answer.ok) {
    return answer;
  }
  const problem = await problemOf(answer);
  if (problem.status === 401 && as !== null && as === token) {
    token = null;
    onEnd();
  }
  throw problem;
}

async function problemOf(answer) {
  let said = {};
  try {
    said = await answer.json();
  } catch {
    // not JSON: the status alone has to do
  }
  const title = typeof said.title === 'string' ? said.title : `HTTP ${answer.status}`;
  const detail = typeof said.detail === 'string' ? said.detail : '';
  return new Problem(answer.status, title, detail, said.errors, answer.headers.get('Retry-After'));
}

export async function getJson(path, options) {
  const answer = await request(path, { ...options, headers: { Accept: 'application/json' } });
  return answer.json();
}

export async function postJson(path, body, headers = {}) {
  const answer = await request(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  return text === '' ? {} : JSON.parse(text);
}

/** Saves what the API answers as a file, since a link could not carry the token. */
export async function download(path, name) {
  const answer = await request(path);
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
