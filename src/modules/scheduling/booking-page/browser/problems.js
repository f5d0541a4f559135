import { Problem } from './api.js';

/**
 * @typedef {import('./texts.js').TextKey} TextKey
 * @typedef {import('./texts.js').Say} Say
 */

/** @type {Readonly<Record<string, TextKey>>} */
const SENTENCES = {
  slot_taken: 'slotTaken',
  outside_availability: 'outsideAvailability',
  limit_reached: 'limitReached',
  in_the_past: 'inThePast',
  range_too_long: 'rangeTooLong',
  not_found: 'offerGone',
  rate_limited: 'tooManyRequests',
  unreachable: 'unreachable',
};

/** Errors after which another time has to be chosen. */
const OF_THE_TIME = ['slot_taken', 'outside_availability', 'limit_reached', 'in_the_past'];

/**
 * Rethrows anything but a `Problem`, which is a bug of the page.
 * @param {unknown} thrown
 * @returns {Problem}
 */
export function problemOf(thrown) {
  if (thrown instanceof Problem) return thrown;
  throw thrown;
}

/** @param {Problem} problem */
export function isOfTheTime({ code }) {
  return OF_THE_TIME.includes(code);
}

/**
 * @param {Problem} problem
 * @param {Say} say
 */
export function sentenceFor({ code, retryAfterSeconds }, say) {
  return say(SENTENCES[code] ?? 'failed', { seconds: retryAfterSeconds });
}
