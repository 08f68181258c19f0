// One field of the form: its label, what it means, its bounds, what is wrong with it.

import { fresh, h, show } from './dom.js';
import { bounds, wrong } from './schema.js';

/** `clients` from `spec.clients`, `requests per client` from `requestsPerClient`. */
export function label(name) {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().replace(/^s3/, 'S3').replace(/\bms\b/, '(ms)').replace(/\bid\b/, 'ID').replace(/\bcpu\b/, 'CPU');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Where a part of the spec is a group of its own, its name comes first: `Model ID`. */
function title(field) {
  const parts = field.path.split('.');
  if (parts.length > 2) {
    return `${label(parts.at(-2))}: ${label(parts.at(-1)).replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase())}`;
  }
  return parts.at(-1) === 'id' ? `${label(parts.at(-2))} ID` : label(parts.at(-1));
}

/**
 * @param {object} field as schema.js describes it
 * @param {() => void} onChange
 * @returns `{field, body, text(), fill(text), complain(words), check()}`; text '' means: not set
 */
export function formField(field, onChange) {
  const id = fresh('field');
  const help = fresh('help');
  const note = fresh('note');
  const error = h('p', { id: note, class: 'error' });
  const input = control(field, { id, 'aria-describedby': `${help} ${note}`, 'aria-required': field.required || null, oninput: changed, onchange: changed });
  const body = h(
    'div',
    { class: 'field', 'data-path': field.path },
    h('label', { for: id }, title(field), field.required && h('span', { class: 'need', 'aria-hidden': 'true' }, ' required')),
    input,
    h('p', { id: help, class: 'help' }, field.schema.description, field.schema.description && bounds(field) && ' · ', h('span', { class: 'bounds' }, bounds(field))),
    error,
  );

  function changed() {
    complain('');
    onChange();
  }

  const text = () => (field.kind === 'yes' ? (input.checked ? 'true' : '') : input.value.trim());

  function complain(words) {
    error.textContent = words;
    input.setAttribute('aria-invalid', words === '' ? 'false' : 'true');
  }

  return {
    field,
    body,
    input,
    text,
    complain,
    fill(value) {
      if (field.kind === 'yes') {
        input.checked = value === true || value === 'true';
      } else {
        input.value = Array.isArray(value) ? value.join(', ') : String(value);
      }
    },
    /** Whether it may be sent; says why not. */
    check() {
      const words = wrong(field, text());
      complain(words ?? '');
      return words === null;
    },
  };
}

function control(field, attributes) {
  const { schema, kind, fallback } = field;
  if (kind === 'choice') {
    const choices = schema.enum.map((word) => h('option', { value: word }, word));
    const first = fallback === undefined ? [h('option', { value: '' }, '–')] : [];
    return h('select', attributes, first, choices, fallback !== undefined ? chosen(choices, fallback) : null);
  }
  if (kind === 'yes') {
    return h('input', { ...attributes, type: 'checkbox', checked: fallback === true });
  }
  return h('input', {
    ...attributes,
    type: 'text',
    inputmode: kind === 'number' ? 'numeric' : null,
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: fallback ?? '',
  });
}

function chosen(choices, fallback) {
  choices.find((choice) => choice.value === String(fallback))?.setAttribute('selected', '');
  return null;
}

/** A list of objects, each with fields of its own: `{field, body, values(), fill(list), complain(rest, words), check()}`. */
export function formList(field, onChange) {
  const rows = [];
  const place = h('div', { class: 'rows' });
  const error = h('p', { class: 'error' });
  const properties = Object.entries(field.schema.items.properties ?? {});
  const add = h('button', { type: 'button', onclick: () => addRow(true) }, `Add an entry to ${label(field.name).toLowerCase()}`);
  const body = h('div', { class: 'field list', 'data-path': field.path }, h('p', { class: 'help' }, field.schema.description), place, error, add);

  function addRow(isFocused) {
    if (field.schema.maxItems !== undefined && rows.length >= field.schema.maxItems) {
      error.textContent = `at most ${field.schema.maxItems}`;
      return null;
    }
    const cells = properties.map(([name, schema]) =>
      formField({ path: `${field.path}.${name}`, name, kind: kindOf(schema), schema, fallback: schema.default, required: (field.schema.items.required ?? []).includes(name) }, onChange),
    );
    const row = { cells };
    row.body = h('fieldset', { class: 'row' }, h('legend', null, `${label(field.name)}: entry`), cells.map((cell) => cell.body), h('button', { type: 'button', class: 'small', onclick: () => remove(row) }, 'Remove'));
    rows.push(row);
    show(place, rows.map((one) => one.body));
    if (isFocused) {
      cells[0].input.focus();
    }
    onChange();
    return row;
  }

  function remove(row) {
    rows.splice(rows.indexOf(row), 1);
    show(place, rows.map((one) => one.body));
    add.focus();
    onChange();
  }

  return {
    field,
    body,
    values: (valueOf) =>
      rows.map((row) => Object.fromEntries(row.cells.filter((cell) => cell.text() !== '' && cell.text() !== String(cell.field.fallback)).map((cell) => [cell.field.name, valueOf(cell.field, cell.text())]))),
    fill(list) {
      list.forEach((values) => addRow(false)?.cells.forEach((cell) => values[cell.field.name] !== undefined && cell.fill(values[cell.field.name])));
    },
    /** `rest` is what follows the list's path, such as `[0].max`. */
    complain(rest, words) {
      const [, at, name] = /^\[(\d+)\]\.?(\w*)/.exec(rest) ?? [];
      const cell = rows[Number(at)]?.cells.find((one) => one.field.name === name);
      if (cell) {
        cell.complain(words);
      } else {
        error.textContent = words;
      }
    },
    check: () => rows.flatMap((row) => row.cells).filter((cell) => !cell.check()).length === 0,
    input: add,
  };
}

const kindOf = (schema) => (Array.isArray(schema.enum) ? 'choice' : schema.type === 'integer' || schema.type === 'number' ? 'number' : 'text');
