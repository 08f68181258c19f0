// A small object as YAML, for a preview to copy: block style, every doubtful text in double quotes.

const PLAIN = /^[A-Za-z][A-Za-z0-9._/-]*$/;
const WORDS = /^(true|false|yes|no|on|off|null|y|n|nan|inf)$/i;

export function yaml(value, indent = '') {
  if (Array.isArray(value)) {
    return value.map((one) => `${indent}- ${item(one, `${indent}  `)}`).join('');
  }
  return Object.entries(value)
    .map(([name, one]) => `${indent}${text(name)}:${field(one, indent)}`)
    .join('');
}

function item(one, indent) {
  return one !== null && typeof one === 'object' ? yaml(one, indent).slice(indent.length) : `${scalar(one)}\n`;
}

function field(one, indent) {
  if (one === null || typeof one !== 'object') {
    return ` ${scalar(one)}\n`;
  }
  if (Object.keys(one).length === 0) {
    return Array.isArray(one) ? ' []\n' : ' {}\n';
  }
  return `\n${yaml(one, `${indent}  `)}`;
}

function scalar(one) {
  return typeof one === 'string' ? text(one) : String(one);
}

function text(one) {
  return PLAIN.test(one) && !WORDS.test(one) ? one : JSON.stringify(one);
}
