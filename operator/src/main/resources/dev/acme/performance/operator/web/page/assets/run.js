// One run: live while it is under way, its result afterwards.

import { h, say, show } from './dom.js';
import { renew } from './renew.js';
import { getJson, postJson } from './session.js';
import { action, empty, failure, fidelityMark, loading, phaseBadge, validityBadge, verdictBadge } from './parts.js';
import { fidelityOfSummary, isOver, variant } from './words.js';
import { instant, span } from './times.js';
import * as store from './store.js';
import { live } from './run-live.js';
import { result } from './run-result.js';

/** An end may be heard of before the answer that was asked for earlier has come. */
const REPEAT_MS = 300;
const MOST_REPEATS = 10;

export function view({ parts: [namespace, name], session }) {
  const key = `${namespace}/${name}`;
  const path = `api/v1/runs/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
  // as it was told at the sign-in: of a namespace that was not told of nothing is denied
  const mayChange = (session.namespaces ?? []).find((one) => one.name === namespace)?.canPatch ?? true;
  const mayCreate = (session.namespaces ?? []).some((one) => one.canCreate);
  const about = h('div', null);
  const actions = h('p', { class: 'actions', tabindex: '-1' });
  const head = h('div', null, about, actions);
  const body = h('div', null, loading('the run'));
  let run = null;
  let drawnAttempt = '';
  let offered = null;
  let watching = null;
  let isStopped = false;
  let repeats = 0;

  async function ask() {
    try {
      run = await getJson(path);
      if (!isStopped) {
        // what the events told meanwhile may be newer than the answer; where it is older, they are about to tell more
        const heard = store.runOf(key);
        if (heard !== null && heard.uid === run.summary.uid && !isLater(run.summary, heard)) {
          run = { ...run, summary: heard };
        }
        drawnAttempt = '';
        drawHead(run.summary);
        draw();
        if (isOver(run.summary.phase) && !isWhole() && repeats < MOST_REPEATS) {
          repeats += 1;
          setTimeout(ask, REPEAT_MS);
        }
      }
    } catch (e) {
      show(body, failure(e, ask));
    }
  }

  function draw() {
    const { summary } = run;
    const state = `${summary.attempt} ${isOver(summary.phase) ? `over ${summary.phase} ${summary.completedAt}` : 'live'}`;
    if (state === drawnAttempt) {
      watching?.update(summary);
      return;
    }
    if (isOver(summary.phase) && !isWhole()) {
      // the end was heard of and the result is on its way: never a result without its numbers
      return;
    }
    drawnAttempt = state;
    if (isOver(summary.phase)) {
      watching = null;
      show(body, result(run, path, session));
    } else {
      watching = live(run, session);
      show(body, watching.body);
      watching.update(summary);
    }
  }

  /** Whether the object itself tells of the end that its summary tells of. */
  function isWhole() {
    const status = run.resource.status ?? {};
    return isOver(status.phase ?? '') && Math.max(1, status.attempt ?? 0) === run.summary.attempt;
  }

  function drawHead(summary) {
    renew(
      about,
      h('h1', null, h('span', { class: 'kind' }, 'Run'), ' ', name, ' ', fidelityMark(fidelityOfSummary(summary, session))),
      h('p', { class: 'badges' }, phaseBadge(summary.phase), ' ', isOver(summary.phase) && [verdictBadge(summary.verdict), ' ', validityBadge(summary.validity)]),
      h(
        'p',
        { class: 'sub' },
        [namespace, variant(run.resource.spec), `${summary.clients} clients`, summary.mode, summary.modelId, `attempt ${summary.attempt}`, summary.startedAt ? `started ${instant(summary.startedAt)}` : `created ${instant(summary.createdAt)}`, took(summary)]
          .filter(Boolean)
          .map((word) => h('span', null, word)),
      ),
      summary.message && h('p', { class: 'message' }, summary.message),
    );
    drawActions(isOver(summary.phase));
  }

  /** Anew only where others are offered: a first press of two, and what the last one did, stay told. */
  function drawActions(isAtEnd) {
    if (offered === isAtEnd) {
      return;
    }
    offered = isAtEnd;
    const hadFocus = actions.contains(document.activeElement);
    show(
      actions,
      !mayChange
        ? h('span', { class: 'note' }, 'You may read this run, and not change it.')
        : isAtEnd
        ? action('Run again', () => postJson(`${path}/rerun`, {}).then(() => 'A new attempt is asked for.'), { ask: 'Press again: a new attempt' })
        : action('Cancel', () => postJson(`${path}/cancel`, {}).then(() => 'Cancelling; what was measured is kept.'), { ask: 'Press again to cancel' }),
      mayCreate && h('a', { class: 'button', href: `#/new?from=${encodeURIComponent(key)}` }, 'New run like this'),
      h('a', { class: 'button', href: `#/compare?run=${encodeURIComponent(key)}` }, 'Compare'),
    );
    if (hadFocus) {
      actions.focus({ preventScroll: true });
    }
  }

  const stop = store.onChange(() => {
    const now = store.runOf(key);
    if (run === null) {
      return;
    }
    if (now === null) {
      if (store.isWhole()) {
        say(`Run ${name} was deleted`);
        show(body, empty('This run was deleted.'));
        stop();
      }
      return;
    }
    const before = run.summary;
    if (now.phase !== before.phase) {
      say(`Run ${name}: ${now.phase}`);
    }
    if (isOver(now.phase) && !(isOver(before.phase) && now.attempt === before.attempt && now.completedAt === before.completedAt)) {
      run = { ...run, summary: now };
      ask();
      return;
    }
    if (now.phase !== before.phase || now.message !== before.message || now.attempt !== before.attempt) {
      drawHead(now);
    }
    run = { ...run, summary: now };
    draw();
  });
  ask();
  return {
    title: name,
    body: [head, body],
    stop() {
      isStopped = true;
      stop();
    },
  };
}

/** Whether `one` tells of a later time than `other`. */
function isLater(one, other) {
  return one.attempt !== other.attempt ? one.attempt > other.attempt : isOver(one.phase) && !isOver(other.phase);
}

function took(summary) {
  return summary.completedAt && summary.startedAt ? `took ${span((Date.parse(summary.completedAt) - Date.parse(summary.startedAt)) / 1000)}` : null;
}
