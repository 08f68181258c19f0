// A new run: a form made of the API server's own schema, with the manifest that it stands for beside it.

import { fresh, h, show } from './dom.js';
import { getJson, postJson } from './session.js';
import { failure, fidelityMark, loading, runLink } from './parts.js';
import { draftOf, dropDraft, keepDraft } from './draft.js';
import { belongs, groupsOf, valueOf } from './schema.js';
import { formField, formList } from './field.js';
import { preview } from './preview.js';

const NAME = { type: 'string', maxLength: 40, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', description: 'Left empty, the API server makes one' };

export function view({ query, session }) {
  const body = h('div', null, loading('the schema'));
  ask(body, query, session);
  return { title: 'New run', body: [h('h1', null, 'New run ', fidelityMark(session.fidelity)), body] };
}

async function ask(box, query, session) {
  try {
    const from = query.get('from');
    const [{ spec }, model] = await Promise.all([
      getJson('api/v1/schema'),
      from ? getJson(`api/v1/runs/${from.split('/').map(encodeURIComponent).join('/')}`) : null,
    ]);
    const changes = query.getAll('set');
    const draft = model === null && changes.length === 0 ? draftOf(session.user) : null;
    const startOver = () => {
      dropDraft(session.user);
      show(box, form(spec, session, null, []));
      box.querySelector('input')?.focus();
    };
    show(box, draft && h('p', { class: 'note' }, 'This form is as you left it. ', h('button', { type: 'button', class: 'small', onclick: startOver }, 'Start over')), form(spec, session, draft ?? model?.resource, changes));
  } catch (e) {
    show(box, failure(e, () => ask(box, query, session)));
  }
}

/** `model` is a run to be like, or a draft, whose name is its own. */
function form(spec, session, model, changes) {
  const places = (session.namespaces ?? []).filter((one) => one.canCreate).map((one) => one.name);
  const namespace = namespaceField(places, model?.metadata?.namespace, () => redraw());
  const name = formField({ path: 'metadata.name', name: 'name', kind: 'text', schema: NAME, required: false }, () => redraw());
  const groups = groupsOf(spec).map((group) => ({ ...group, fields: group.fields.map((field) => (field.kind === 'list' ? formList : formField)(field, () => redraw())) }));
  const all = groups.flatMap((group) => group.fields);
  const byPath = new Map(all.map((one) => [one.field.path, one]));
  const yaml = preview();
  const errors = h('div', { class: 'errors', role: 'alert', tabindex: '-1', hidden: true });
  const button = h('button', { type: 'submit', class: 'primary' }, 'Start the run');
  let key = freshKey();
  let isFilled = false;

  const value = (path) => byPath.get(path)?.text() || String(byPath.get(path)?.field.fallback ?? '');

  function manifest() {
    const its = {};
    all.filter((one) => belongs(one.field.path, value)).forEach((one) => put(its, one));
    return {
      apiVersion: 'performance.acme.dev/v1alpha1',
      kind: 'PerformanceRun',
      metadata: { ...(name.text() === '' ? { generateName: 'run-' } : { name: name.text() }), namespace: namespace.value() },
      spec: its,
    };
  }

  function redraw() {
    groups.forEach((group) => {
      group.fields.forEach((one) => {
        one.body.hidden = !belongs(one.field.path, value);
      });
      if (group.box) {
        group.box.hidden = group.fields.every((one) => one.body.hidden);
      }
    });
    yaml.draw(manifest());
    key = freshKey();
    if (isFilled) {
      keepDraft(session.user, manifest());
    }
  }

  async function submit(event) {
    event.preventDefault();
    const shown = [name, ...all].filter((one) => !one.body.hidden);
    const wrongs = shown.filter((one) => !one.check());
    if (wrongs.length > 0) {
      tell('Something is to be changed first:', wrongs.map((one) => ({ one, words: one.body.querySelector('.error')?.textContent || 'see there' })));
      return;
    }
    if (namespace.value() === '') {
      tell('There is no namespace in which you may create runs.', []);
      return;
    }
    button.disabled = true;
    errors.hidden = true;
    try {
      const { summary } = await postJson('api/v1/runs', manifest(), { 'Idempotency-Key': key });
      dropDraft(session.user);
      location.hash = runLink(summary);
    } catch (e) {
      refused(e);
    } finally {
      button.disabled = false;
    }
  }

  function refused(problem) {
    const found = problem.errors.map((error) => ({ one: fieldOf(error.field ?? ''), words: `${error.field ? `${error.field}: ` : ''}${error.message}`, error }));
    found.forEach(({ one, error }) => one && (one.values ? one.complain(error.field.replace(/^spec\./, '').slice(one.field.path.length), error.message) : one.complain(error.message)));
    // a field that is hidden cannot show what is wrong with it: the list above the form does
    tell(problem.errors.length > 0 ? problem.title : problem.message, found);
  }

  function fieldOf(path) {
    const plain = path.replace(/^spec\./, '');
    return plain === 'metadata.name' ? name : byPath.get(plain) ?? all.find((one) => one.values && plain.startsWith(one.field.path)) ?? null;
  }

  function tell(words, list) {
    errors.hidden = false;
    show(
      errors,
      h('p', null, h('strong', null, words)),
      list.length > 0 &&
        h('ul', null, list.map(({ one, words: its }) => h('li', null, one && !one.body.hidden ? h('button', { type: 'button', class: 'link', onclick: () => one.input.focus() }, `${its.startsWith(one.field.path) || its.includes(': ') ? '' : `${one.field.path}: `}${its}`) : its))),
    );
    errors.focus();
  }

  if (model) {
    fill(all, model.spec);
  }
  if (model && model === draftOf(session.user) && model.metadata.name) {
    name.fill(model.metadata.name);
  }
  changes.map((change) => change.split('=')).forEach(([path, ...rest]) => byPath.get(path.replace(/^spec\./, ''))?.fill?.(rest.join('=')));

  const asked = h(
    'form',
    { class: 'trigger', novalidate: true, onsubmit: submit },
    errors,
    h('fieldset', null, h('legend', null, 'Run'), h('div', { class: 'fields' }, name.body, namespace.body)),
    groups.map((group) => {
      group.box = h(
        group.title === 'Advanced' ? 'details' : 'fieldset',
        group.title === 'Advanced' ? { class: 'more' } : null,
        h(group.title === 'Advanced' ? 'summary' : 'legend', null, group.title),
        h('div', { class: 'fields' }, group.fields.map((one) => one.body)),
      );
      return group.box;
    }),
    h('p', { class: 'send' }, button),
  );
  redraw();
  isFilled = true;
  return h('div', { class: 'beside' }, asked, yaml.body);
}

/** Sets what differs from the schema's default; a required field always. */
function put(spec, one) {
  const { path, required, fallback } = one.field;
  if (one.values) {
    const list = one.values(valueOf);
    if (list.length > 0) {
      spec[path] = list;
    }
    return;
  }
  const text = one.text();
  if (text === '' || (!required && text === String(fallback))) {
    return;
  }
  const parts = path.split('.');
  let at = spec;
  parts.slice(0, -1).forEach((part) => {
    at[part] ??= {};
    at = at[part];
  });
  at[parts.at(-1)] = valueOf(one.field, text);
}

function fill(fields, spec) {
  fields.forEach((one) => {
    const value = one.field.path.split('.').reduce((at, part) => at?.[part], spec);
    if (value !== undefined && value !== null && value !== one.field.fallback) {
      one.fill(value);
    }
  });
}

function namespaceField(places, wanted, onChange) {
  const id = fresh('field');
  const select = h('select', { id, onchange: onChange }, places.map((place) => h('option', { value: place }, place)));
  if (places.includes(wanted)) {
    select.value = wanted;
  }
  const body = h('div', { class: 'field' }, h('label', { for: id }, 'Namespace'), select, h('p', { class: 'help' }, places.length > 0 ? 'Those in which you may create runs' : 'You may not create runs in any namespace that the operator watches'));
  return { body, value: () => select.value };
}

/** The same for one submission and its repetitions, so that a lost answer does not start two runs. */
function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
