// Brings what is shown up to date in place: what is alike is left alone, and with it the keyboard's place, a selection and a scroll bar.

import { h } from './dom.js';

/**
 * Like `show` of dom.js; elements with a `data-key` are told apart by it, others by their order. Listeners stay those of the first
 * time, so an element that does something brings itself up to date: by `takeOver(now)`, with another one of its kind.
 */
export function renew(element, ...children) {
  const next = h(element.localName, null, children);
  const focused = document.activeElement;
  renewChildren(element, next);
  if (focused !== document.activeElement && focused?.isConnected) {
    // it was moved, which takes the focus away
    focused.focus({ preventScroll: true });
  }
  return element;
}

const keyOf = (node) => node?.dataset?.key;

function renewChildren(element, next) {
  const coming = [...next.childNodes];
  const keys = new Set(coming.map(keyOf).filter(Boolean));
  // what goes, goes first, so that what stays need not be moved
  [...element.children].filter((child) => keyOf(child) && !keys.has(keyOf(child))).forEach((child) => child.remove());
  const here = new Map([...element.children].filter(keyOf).map((child) => [keyOf(child), child]));
  coming.forEach((one, i) => {
    const there = element.childNodes[i] ?? null;
    const same = keyOf(one) ? here.get(keyOf(one)) : keyOf(there) ? null : there;
    if (!same) {
      element.insertBefore(one, there);
      return;
    }
    if (same !== there) {
      element.insertBefore(same, there);
    }
    renewNode(same, one);
  });
  while (element.childNodes.length > coming.length) {
    element.lastChild.remove();
  }
}

/** The same of one element, which stays where it is or gives its place to `now`. */
export function renewNode(old, now) {
  if (old.takeOver || now.takeOver) {
    if (old.nodeName === now.nodeName && old.takeOver && now.takeOver) {
      old.takeOver(now);
    } else {
      old.replaceWith(now);
    }
    return;
  }
  if (old.isEqualNode(now)) {
    return;
  }
  // a style that a script has set is no attribute to copy: the content security policy refuses that
  if (old.nodeType !== Node.ELEMENT_NODE || old.nodeName !== now.nodeName || old.hasAttribute('style') || now.hasAttribute('style')) {
    old.replaceWith(now);
    return;
  }
  // whoever opened it wants it open
  const isReaders = (name) => old.nodeName === 'DETAILS' && name === 'open';
  old.getAttributeNames().filter((name) => !now.hasAttribute(name) && !isReaders(name)).forEach((name) => old.removeAttribute(name));
  now.getAttributeNames().forEach((name) => old.setAttribute(name, now.getAttribute(name)));
  renewChildren(old, now);
}
