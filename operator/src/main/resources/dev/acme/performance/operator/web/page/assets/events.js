// What changes, as the API tells it: server-sent events over fetch, since EventSource cannot carry a token.

import { request } from './session.js';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** The API says something every 10 s; after three times that the connection is taken for dead. */
const SILENCE_MS = 30_000;

/** Splits a stream of text into events: `push` takes a piece and answers `[{event, data, id}]`. */
export class EventParser {
  #rest = '';
  #event = '';
  #data = [];
  #id = '';

  push(piece) {
    const found = [];
    this.#rest += piece;
    const lines = this.#rest.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    for (const line of lines) {
      if (line !== '') {
        this.#take(line);
      } else if (this.#data.length > 0) {
        found.push({ event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id });
        this.#event = '';
        this.#data = [];
      }
    }
    return found;
  }

  #take(line) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.#event = value;
    } else if (field === 'data') {
      this.#data.push(value);
    } else if (field === 'id') {
      this.#id = value;
    }
  }
}

/**
 * Listens until `stop()`; connects again by itself, each time after twice the wait, up to 15 s.
 *
 * @param {(event: string, data: object) => void} onEvent
 * @param {(state: {isOpen: boolean, retryInMs: number|null, heardAt: number|null}) => void} onState
 */
export function listen(onEvent, onState) {
  let isStopped = false;
  let wait = FIRST_WAIT_MS;
  let heardAt = null;
  let abort = new AbortController();
  let wake = () => {};

  const heard = (isOpen) => {
    heardAt = Date.now();
    onState({ isOpen, retryInMs: null, heardAt });
  };

  async function once() {
    abort = new AbortController();
    let silence = setTimeout(() => abort.abort(), SILENCE_MS);
    try {
      const answer = await request('api/v1/events', { signal: abort.signal, isPatient: false, headers: { Accept: 'text/event-stream' } });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      const parser = new EventParser();
      heard(true);
      onEvent('begin', null);
      for (;;) {
        const { value, done } = await reader.read();
        if (done || isStopped) {
          return;
        }
        clearTimeout(silence);
        silence = setTimeout(() => abort.abort(), SILENCE_MS);
        wait = FIRST_WAIT_MS;
        heard(true);
        for (const { event, data } of parser.push(value)) {
          onEvent(event, data === '' ? null : JSON.parse(data));
        }
      }
    } finally {
      clearTimeout(silence);
      abort.abort();
    }
  }

  (async () => {
    while (!isStopped) {
      let askedMs = 0;
      try {
        await once();
      } catch (e) {
        if (e.status === 401 || isStopped) {
          return;
        }
        askedMs = Number(e.retryAfter ?? 0) * 1000 || 0;
      }
      if (isStopped) {
        return;
      }
      const pause = Math.max(askedMs, wait * (0.75 + Math.random() / 2));
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
      onState({ isOpen: false, retryInMs: pause, heardAt });
      await new Promise((resolve) => {
        wake = resolve;
        setTimeout(resolve, pause);
      });
    }
  })();

  return {
    stop() {
      isStopped = true;
      abort.abort();
      wake();
    },
    retryNow() {
      wake();
    },
  };
}
