/**
 * How somebody likes times and weeks to be shown, where that is not as their language does. It is kept for all booking pages
 * of this origin, unless the browser stores nothing.
 * @typedef {import('./dates.js').Display & { view?: import('./address.js').View }} Display
 */

const KEY = 'lyceum-display';

/** @returns {Display} */
export function keptDisplay() {
  try {
    const { hourCycle, firstWeekday, view } = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return {
      ...(['h12', 'h23'].includes(hourCycle) ? { hourCycle } : {}),
      ...([1, 6, 7].includes(firstWeekday) ? { firstWeekday } : {}),
      ...(['month', 'week'].includes(view) ? { view } : {}),
    };
  } catch {
    return {};
  }
}

/** @param {Display} display */
export function keepDisplay(display) {
  try {
    localStorage.setItem(KEY, JSON.stringify(display));
  } catch {
    // It lasts as long as the page.
  }
}
