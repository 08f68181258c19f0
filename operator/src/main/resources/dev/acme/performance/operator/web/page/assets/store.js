// What this page knows of runs and experiments: a list once, then what changes, told at most once a frame.

import { getJson } from './session.js';
import { listen } from './events.js';
import { nextFrame } from './frames.js';
import { isOver } from './words.js';

const PAGE = 1000;

const runs = new Map();
const experiments = new Map();
const listeners = new Set();
const stateListeners = new Set();
let stream = null;
let streamState = { isOpen: false, retryInMs: null, heardAt: null };
let isTold = false;
let next = null;
let generation = 0;
/** Keys `{runs, experiments}` that the stream has told of since it began anew; null once it has told all. */
let told = null;

export const keyOf = (object) => `${object.namespace}/${object.name}`;

/** All runs that are known, newest first. */
export function allRuns() {
  return [...runs.values()].sort((a, b) => later(b, a));
}

/** By code points: a locale's order costs ten times as much, and instants and names have none. */
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function later(a, b) {
  return order(a.createdAt ?? '', b.createdAt ?? '') || order(keyOf(a), keyOf(b));
}

export function runOf(key) {
  return runs.get(key) ?? null;
}

export function allExperiments() {
  return [...experiments.values()].sort((a, b) => later(b, a));
}

export function experimentOf(key) {
  return experiments.get(key) ?? null;
}

export function stateOfStream() {
  return streamState;
}

/** Whether what is not listed here is not there, as far as this page may see. */
export function isWhole() {
  return told === null && next === null;
}

/** Whether the API has runs that are not listed here. */
export function hasOlder() {
  return next !== null;
}

/** `listener` is called after changes, at most once a frame; answers how to stop that. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function onStreamState(listener) {
  stateListeners.add(listener);
  return () => stateListeners.delete(listener);
}

function tell() {
  if (!isTold) {
    isTold = true;
    nextFrame(() => {
      isTold = false;
      listeners.forEach((listener) => {
        try {
          listener();
        } catch (e) {
          // what one part cannot show keeps no other from being shown
          reportError(e);
        }
      });
    });
  }
}

/** The first thousand runs, the experiments, and from then on what changes. */
export async function begin() {
  const mine = ++generation;
  const [listed, found] = await Promise.all([
    getJson(`api/v1/runs?limit=${PAGE}`),
    getJson('api/v1/experiments'),
  ]);
  if (mine !== generation) {
    return;
  }
  keep(listed);
  (found.items ?? []).map(experimentSummary).forEach((one) => experiments.set(keyOf(one), one));
  stream?.stop();
  stream = listen(take, (state) => {
    streamState = state;
    stateListeners.forEach((listener) => listener(state));
  });
  tell();
}

export async function older() {
  if (next !== null) {
    keep(await getJson(`api/v1/runs?limit=${PAGE}&continue=${encodeURIComponent(next)}`));
    tell();
  }
}

function keep(page) {
  page.items.forEach((run) => runs.set(keyOf(run), run));
  next = page.continue || null;
}

/** Lists may hold whole resources or summaries. */
function experimentSummary(item) {
  const metadata = item.metadata ?? item;
  const status = item.status ?? item;
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    createdAt: metadata.creationTimestamp ?? item.createdAt ?? null,
    phase: status.phase ?? null,
    message: status.message ?? null,
    finished: status.finished ?? status.completed ?? 0,
    total: status.total ?? 0,
  };
}

function take(event, data) {
  if (event === 'run') {
    told?.runs.add(keyOf(data));
    const before = runs.get(keyOf(data));
    const now = newer(before, data);
    if (isAlike(before, now)) {
      // a stream begins by telling what is listed already
      return;
    }
    runs.set(keyOf(data), now);
  } else if (event === 'experiment') {
    told?.experiments.add(keyOf(data));
    experiments.set(keyOf(data), { ...experiments.get(keyOf(data)), ...data });
  } else if (event === 'begin') {
    told = { runs: new Set(), experiments: new Set() };
    return;
  } else if (event === 'all') {
    forgetUntold();
  } else if (event === 'removed') {
    (/experiment/i.test(data.kind ?? '') ? experiments : runs).delete(keyOf(data));
  } else {
    return;
  }
  tell();
}

const isAlike = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Live progress overtakes the status: of one attempt an end is final, and the later progress counts. */
function newer(before, now) {
  if (!before || before.uid !== now.uid || before.attempt !== now.attempt) {
    return now;
  }
  if (isOver(before.phase) && now.phase === 'Running') {
    return before;
  }
  return isBefore(now.progress, before.progress) ? { ...now, progress: before.progress } : now;
}

const isBefore = (one, other) => Boolean(one?.at && other?.at) && Date.parse(one.at) < Date.parse(other.at);

/**
 * What a stream has not told of since it began is gone: deleted while nobody listened, or not to be seen any more. The stream
 * tells of the newest thousand runs only, so older ones than it told of stay.
 */
function forgetUntold() {
  if (told === null) {
    return;
  }
  const oldest = [...runs.values()].filter((run) => told.runs.has(keyOf(run))).map((run) => run.createdAt ?? '').sort(order)[0] ?? '';
  const isCut = told.runs.size >= PAGE;
  for (const [key, run] of runs) {
    if (!told.runs.has(key) && (!isCut || order(run.createdAt ?? '', oldest) > 0)) {
      runs.delete(key);
    }
  }
  [...experiments.keys()].filter((key) => !told.experiments.has(key)).forEach((key) => experiments.delete(key));
  told = null;
}

export function retryNow() {
  stream?.retryNow();
}

/** Forgets everything, as after a sign-out. */
export function end() {
  generation += 1;
  stream?.stop();
  stream = null;
  runs.clear();
  experiments.clear();
  next = null;
  told = null;
}
