// The manifest that a form stands for, as it would be applied.

import { h, show } from './dom.js';
import { copyable } from './parts.js';
import { yaml } from './yaml.js';

export function preview() {
  const place = h('div', null);
  return {
    body: h('aside', { class: 'preview', 'aria-label': 'The manifest' }, h('h2', null, 'The same as YAML'), h('p', { class: 'help' }, 'Only what differs from the defaults. kubectl apply -f does the same as the button.'), place),
    draw: (manifest) => show(place, copyable('The manifest as YAML', yaml(manifest))),
  };
}
