// What the schema of a run says of each field, as a form wants it.

/** Groups in the order of a person's questions; what no group names stands under Advanced. */
const GROUPS = [
  { title: 'Clients and model', names: ['clients', 'model'] },
  { title: 'Compute', names: ['compute'] },
  { title: 'Storage', names: ['storage'] },
  { title: 'Pools', names: ['pools'] },
  { title: 'Load', names: ['load'] },
  { title: 'Objectives', names: ['objectives'] },
];
/** Not for a run that does not exist yet. */
const LATER = ['cancel', 'rerun'];

const inModes = (...modes) => (value) => modes.includes(value('load.mode'));
const onCompute = (backend) => (value) => value('compute.backend') === backend;
const onStorage = (backend) => (value) => value('compute.backend') !== 'external' && value('storage.backend') === backend;
const onRegistry = (value) => value('compute.backend') !== 'external';

/** The CRD's rules refuse fields that belong to another backend or mode: those are not asked for. The API server has the last word. */
const BELONGS = [
  ['compute.replicas', onCompute('ecs')],
  ['compute.autoscaling', onCompute('ecs')],
  ['compute.lambda', onCompute('lambda')],
  ['compute.target', onCompute('external')],
  ['model', onRegistry],
  ['pools', onRegistry],
  ['pools.s3Connections', onStorage('s3')],
  ['pools.databaseConnections', onStorage('rds')],
  ['storage', onRegistry],
  ['storage.delivery', onStorage('s3')],
  ['storage.caching', (value) => onRegistry(value) && !(value('storage.backend') === 's3' && value('storage.delivery') === 'Redirect')],
  ['storage.rdsMode', onStorage('rds')],
  ['load.requestsPerClient', inModes('Burst')],
  ['load.durationSeconds', inModes('Closed', 'Constant', 'Poisson')],
  ['load.ratePerSecond', inModes('Constant', 'Poisson')],
  ['load.thinkTimeMs', inModes('Closed')],
];

/** Needed by a rule, although the schema alone does not require it. */
const NEEDED = new Set(['compute.target', 'load.durationSeconds', 'load.ratePerSecond']);

/** Whether a field belongs to what else is chosen; `value(path)` answers the field's value now. */
export function belongs(path, value) {
  return BELONGS.every(([name, rule]) => !(path === name || path.startsWith(`${name}.`)) || rule(value));
}

/** @returns {Array<{title: string, fields: Array}>} fields `{path, name, kind, schema, fallback, required, optionalGroup}` */
export function groupsOf(spec) {
  const properties = spec.properties ?? {};
  const named = GROUPS.map(({ title, names }) => ({
    title,
    fields: names.filter((name) => properties[name]).flatMap((name) => fieldsOf(name, properties[name], spec, properties[name].default)),
  }));
  const taken = new Set([...GROUPS.flatMap((group) => group.names), ...LATER]);
  const rest = Object.keys(properties).filter((name) => !taken.has(name));
  return [...named, { title: 'Advanced', fields: rest.flatMap((name) => fieldsOf(name, properties[name], spec, properties[name].default)) }];
}

function fieldsOf(path, schema, parent, fallback, optionalGroup = null) {
  const name = path.split('.').at(-1);
  if (schema.type === 'object' && schema.properties) {
    // an object without a default that has required fields is left out as a whole where nothing of it is filled in
    const group = optionalGroup ?? ((schema.required?.length ?? 0) > 0 && fallback === undefined ? path : null);
    return ordered(schema.properties).flatMap(([child, its]) => fieldsOf(`${path}.${child}`, its, schema, fallback?.[child] ?? its.default, group));
  }
  return [
    {
      path,
      name,
      kind: kindOf(schema),
      schema,
      fallback: fallback ?? schema.default,
      required: optionalGroup === null && ((parent.required ?? []).includes(name) || NEEDED.has(path)),
      optionalGroup,
    },
  ];
}

/** What decides over other fields first, whole objects last; the schema itself has no order. */
function ordered(properties) {
  const place = ([, its]) => (its.type === 'object' ? 2 : Array.isArray(its.enum) ? 0 : 1);
  return Object.entries(properties).sort((a, b) => place(a) - place(b));
}

function kindOf(schema) {
  if (schema.type === 'array') {
    return schema.items?.type === 'object' ? 'list' : 'words';
  }
  if (Array.isArray(schema.enum)) {
    return 'choice';
  }
  if (schema.type === 'boolean') {
    return 'yes';
  }
  return schema.type === 'integer' || schema.type === 'number' ? 'number' : 'text';
}

/** Such as `1 to 10,000 · default 5`. */
export function bounds({ schema, fallback, required }) {
  const { minimum: low, maximum: high } = schema;
  const has = (one) => one !== undefined && one !== null;
  const parts = [];
  if (has(low) && has(high)) {
    parts.push(`${low.toLocaleString('en')} to ${high.toLocaleString('en')}`);
  } else if (has(low) || has(high)) {
    parts.push(has(low) ? `at least ${low.toLocaleString('en')}` : `at most ${high.toLocaleString('en')}`);
  }
  if (has(schema.maxLength)) {
    parts.push(`up to ${schema.maxLength} characters`);
  }
  if (has(fallback)) {
    parts.push(`default ${fallback}`);
  } else if (required) {
    parts.push('required');
  }
  return parts.join(' · ');
}

/** What is wrong with a text as it stands in the field; null where nothing is. */
export function wrong({ schema, kind, required }, text) {
  if (text === '') {
    return required ? 'must be filled in' : null;
  }
  if (kind === 'number') {
    const number = Number(text);
    if (!Number.isFinite(number)) {
      return 'must be a number';
    }
    if (schema.type === 'integer' && !Number.isInteger(number)) {
      return 'must be a whole number';
    }
    if (schema.minimum !== undefined && number < schema.minimum) {
      return `must be at least ${schema.minimum.toLocaleString('en')}`;
    }
    if (schema.maximum !== undefined && number > schema.maximum) {
      return `must be at most ${schema.maximum.toLocaleString('en')}`;
    }
  }
  if (schema.maxLength !== undefined && text.length > schema.maxLength) {
    return `must not have more than ${schema.maxLength} characters`;
  }
  if (schema.pattern && !matches(schema.pattern, text)) {
    return 'has characters that are not allowed here';
  }
  return null;
}

function matches(pattern, text) {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return true;
  }
}

/** As it stands in the manifest. */
export function valueOf({ kind, schema }, text) {
  if (kind === 'number') {
    return Number(text);
  }
  if (kind === 'yes') {
    return text === 'true';
  }
  if (kind === 'words') {
    return text.split(',').map((word) => word.trim()).filter(Boolean);
  }
  return schema['x-kubernetes-int-or-string'] && /^\d+$/.test(text) ? String(text) : text;
}
