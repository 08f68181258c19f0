// Which view is shown: the address's fragment decides, and nothing is shown without a session.

import { h, say, show } from './dom.js';
import { Problem, getJson, isSignedIn, signIn, signOut, tokenOfAddress, whenEnded } from './session.js';
import { failure, fidelityMark, loading } from './parts.js';
import * as store from './store.js';
import { streamMark } from './stream-mark.js';
import { signInView } from './sign-in.js';

/** Pattern of the fragment's path, the name in the navigation, the module that shows it. */
const VIEWS = [
  { pattern: /^\/?$/, nav: '#/', load: () => import('./overview.js') },
  { pattern: /^\/new$/, nav: '#/new', load: () => import('./trigger.js') },
  { pattern: /^\/runs\/([^/]+)\/([^/]+)$/, load: () => import('./run.js') },
  { pattern: /^\/compare$/, nav: '#/compare', load: () => import('./compare.js') },
  { pattern: /^\/experiments\/([^/]+)\/([^/]+)$/, load: () => import('./experiment.js') },
];
const NAVIGATION = [
  ['#/', 'Overview'],
  ['#/new', 'New run'],
  ['#/compare', 'Compare'],
];

const head = document.getElementById('head');
const content = document.getElementById('content');
let session = null;
let leave = () => {};
let shown = 0;

function drawHead(active) {
  show(
    head,
    h('a', { class: 'brand', href: '#/' }, h('span', { 'aria-hidden': 'true', class: 'mark' }), 'Performance'),
    session && h('nav', { 'aria-label': 'Views' }, NAVIGATION.map(([to, name]) => h('a', { href: to, 'aria-current': to === active ? 'page' : null }, name))),
    session &&
      h(
        'div',
        { class: 'who' },
        fidelityMark(session.fidelity),
        streamMark(),
        h('span', { class: 'user', title: `operator ${session.version ?? ''}` }, session.user ?? ''),
        h('button', { type: 'button', class: 'small', onclick: () => leaveSession('You are signed out.') }, 'Sign out'),
      ),
  );
}

function leaveSession(words) {
  signOut();
  store.end();
  session = null;
  ask(words);
}

function ask(words) {
  leave();
  leave = () => {};
  shown += 1;
  drawHead(null);
  document.title = 'Sign in · Performance';
  show(content, signInView(words, enter));
  content.querySelector('input')?.focus();
}

/** Throws a {@link Problem} where the token is not accepted. */
async function enter(token) {
  // nothing that another token showed may stay
  store.end();
  signIn(token);
  try {
    session = await getJson('api/v1/session');
    await store.begin();
  } catch (e) {
    signOut();
    store.end();
    session = null;
    throw e;
  }
  route();
}

function place() {
  const [path, query] = location.hash.replace(/^#/, '').split('?');
  return { path: path || '/', query: new URLSearchParams(query ?? '') };
}

async function route() {
  const late = tokenOfAddress();
  if (late !== null) {
    return start(late);
  }
  if (!session) {
    return undefined;
  }
  leave();
  leave = () => {};
  const mine = ++shown;
  const { path, query } = place();
  const view = VIEWS.find(({ pattern }) => pattern.test(path));
  drawHead(view?.nav ?? null);
  if (!view) {
    document.title = 'Not found · Performance';
    show(content, failure(new Problem(404, 'There is no such page', path)));
    return undefined;
  }
  show(content, loading('the view'));
  try {
    const module = await view.load();
    if (mine !== shown) {
      return undefined;
    }
    const { title, body, stop } = module.view({ parts: parts(view, path), query, session });
    leave = stop ?? (() => {});
    document.title = `${title} · Performance`;
    show(content, body);
    scrollTo(0, 0);
    if (hasMoved) {
      content.focus({ preventScroll: true });
      say(title);
    }
    hasMoved = true;
  } catch (e) {
    if (mine === shown) {
      show(content, failure(e, route));
    }
  }
  return undefined;
}

let hasMoved = false;

function parts(view, path) {
  return view.pattern.exec(path).slice(1).map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
}

async function start(token) {
  drawHead(null);
  show(content, loading('the session'));
  try {
    await enter(token);
  } catch (e) {
    ask(e.status === 401 ? 'The token of the address is not accepted.' : e.message);
  }
}

whenEnded(() => session && leaveSession('The operator no longer accepts this token. Sign in again to go on.'));
document.querySelector('.skip').addEventListener('click', (event) => {
  // the fragment is the view's, so that the link's own must not get there
  event.preventDefault();
  content.focus();
});
addEventListener('hashchange', route);

const given = tokenOfAddress();
if (given !== null) {
  start(given);
} else if (!isSignedIn()) {
  ask(null);
}
