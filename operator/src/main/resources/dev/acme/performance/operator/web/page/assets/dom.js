// How an element is made: text is always text, and no attribute can carry a script or a style.

const SVG = 'http://www.w3.org/2000/svg';
const SAFE_ADDRESS = /^(#|assets\/|blob:)/;

/**
 * @param {string} tag
 * @param {object} [props] `class`, attributes, properties `value`/`checked`/`disabled`…, and listeners as `onclick: function`
 * @param {...(Node|string|number|null|undefined|false|Array)} children strings become text nodes
 */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for shapes of a picture. */
export function shape(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      if (typeof value !== 'function') {
        throw new TypeError(`${name} takes a function`);
      }
      element.addEventListener(name.slice(2), value);
    } else if (name === 'style' || name === 'srcdoc') {
      throw new TypeError(`${name} is not set here`);
    } else if ((name === 'href' || name === 'src') && !SAFE_ADDRESS.test(value)) {
      throw new TypeError(`not an address of this page: ${value}`);
    } else if (name === 'value' || name === 'checked' || name === 'indeterminate' || name === 'open') {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) {
      append(element, child);
    } else if (child instanceof Node) {
      element.append(child);
    } else if (child !== null && child !== undefined && child !== false) {
      element.append(String(child));
    }
  }
}

/** Puts these in the place of what was there. */
export function show(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** A number between 0 and 1 for the style sheet, such as `--share`. */
export function measure(element, name, value) {
  element.style.setProperty(name, String(value));
  return element;
}

/** Tells it to those who listen instead of look. */
export function say(text) {
  const place = document.getElementById('polite');
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

let last = 0;

/** An id that no other element has. */
export function fresh(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}
