// How instants and spans are written.

import { NOTHING } from './digits.js';

const two = (number) => String(number).padStart(2, '0');

/** `2026-11-22 16:40`, in the reader's zone. */
export function instant(text) {
  const at = new Date(text ?? '');
  if (Number.isNaN(at.getTime())) {
    return NOTHING;
  }
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** As short as it can be told: `40 s`, `12 min`, `5 h`, `3 d`. */
export function age(seconds) {
  if (!Number.isFinite(seconds)) {
    return NOTHING;
  }
  const s = Math.max(0, Math.round(seconds));
  const [size, unit] = [[86_400, 'd'], [3600, 'h'], [60, 'min']].find(([one]) => s >= 2 * one) ?? [1, 's'];
  return `${Math.floor(s / size)} ${unit}`;
}

/** `1 h 05 min`; below two minutes in seconds. */
export function span(seconds) {
  if (!Number.isFinite(seconds)) {
    return NOTHING;
  }
  const s = Math.max(0, Math.round(seconds));
  if (s < 120) {
    return `${s} s`;
  }
  const minutes = Math.round(s / 60);
  if (minutes < 120) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${two(minutes % 60)} min` : `${Math.floor(hours / 24)} d`;
}
