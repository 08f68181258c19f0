// Which view is shown: the address's fragment decides, and nothing is shown without a session.

import { h, say, show } from './dom.js';
import { Problem, getJson, isSignedIn, isTheSame, signIn, signOut, tokenOfAddress, whenEnded } from './session.js';
import { failure, fidelityMark, loading } from './parts.js';
import { dropAllDrafts } from './draft.js';
import * as store from './store.js';
import { comeBack, goneTo } from './places.js';
import { streamMark } from './stream-mark.js';
import { askWhoStays } from './other-user.js';
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
let entered = 0;
/** Where whoever is signed in is: what a link with a token must not take away. */
let here = '#/';
let links = [];
let headOf;

/** Made once a session: what is told there and what has the focus stays over changes of the view. */
function drawHead(active) {
  if (headOf !== session) {
    headOf = session;
    links = session ? NAVIGATION.map(([to, name]) => h('a', { href: to }, name)) : [];
    show(head, h('a', { class: 'brand', href: '#/' }, h('span', { 'aria-hidden': 'true', class: 'mark' }), 'Performance'), session && headParts());
  }
  links.forEach((link) => (link.getAttribute('href') === active ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current')));
}

function headParts() {
  return [
    h('nav', { 'aria-label': 'Views' }, links),
    h(
      'div',
      { class: 'who' },
      fidelityMark(session.fidelity),
      streamMark(),
      h('span', { class: 'user', title: `operator ${session.version ?? ''}` }, session.user ?? ''),
      h('button', { type: 'button', class: 'small', onclick: signedOut }, 'Sign out'),
    ),
  ];
}

function signedOut() {
  dropAllDrafts();
  leaveSession('You are signed out.');
}

function leaveSession(words) {
  signOut();
  store.end();
  session = null;
  ask(words);
}

function ask(words) {
  document.querySelector('dialog')?.remove();
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
  entered += 1;
  const mine = entered;
  const found = await getJson('api/v1/session', { as: token });
  if (mine !== entered) {
    return;
  }
  // nothing that another token showed may stay
  store.end();
  signIn(token);
  session = found;
  try {
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
    return follow(late);
  }
  if (!session) {
    return undefined;
  }
  here = location.hash || '#/';
  const top = goneTo();
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
    const module = await loaded(view);
    if (mine !== shown) {
      return undefined;
    }
    const { title, body, stop } = module.view({ parts: parts(view, path), query, session });
    leave = stop ?? (() => {});
    document.title = `${title} · Performance`;
    show(content, body);
    scrollTo(0, 0);
    comeBack(top, () => mine === shown);
    if (hasMoved) {
      content.focus({ preventScroll: true });
      say(title);
    }
    hasMoved = true;
    loadAll();
  } catch (e) {
    if (mine === shown) {
      show(content, failure(e, route));
    }
  }
  return undefined;
}

async function loaded(view) {
  try {
    return await view.load();
  } catch (e) {
    throw new Problem(0, 'The operator does not answer', `This view could not be fetched: ${e.message}`);
  }
}

/** So that every view is there when the operator is not, and what draws their charts. */
function loadAll() {
  return Promise.allSettled([...VIEWS.map((view) => view.load()), import('./lines.js').then(({ plotter }) => plotter())]);
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

/** Nothing is lost by following a link: the view stays until somebody says that the user is to change. */
function follow(token) {
  if (!session) {
    start(token);
    return;
  }
  history.replaceState(null, '', here);
  if (!isTheSame(token)) {
    askWhoStays(token, session.user ?? '', () => change(token));
  }
}

function change(token) {
  dropAllDrafts();
  leave();
  leave = () => {};
  shown += 1;
  signOut();
  store.end();
  session = null;
  history.replaceState(null, '', '#/');
  start(token);
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
