import { monthOf } from './dates.js';

/**
 * What the address of the page says: what to show, and what somebody has filled in for the visitor. Whatever does not fit is
 * as if it were not there, because newsletters and people write addresses.
 * @typedef {object} Place
 * @property {string | null} timeZone
 * @property {number | null} durationMinutes
 * @property {string | null} month `2031-03`
 * @property {string | null} day `2031-03-15`
 * @property {string | null} slot when the chosen slot starts, in UTC
 * @property {View | null} view
 *
 * @typedef {'month' | 'week'} View how many days are shown at once
 */

const NAMES = {
  timeZone: 'timezone',
  durationMinutes: 'duration',
  month: 'month',
  day: 'date',
  slot: 'slot',
  view: 'view',
};

/** @type {readonly View[]} */
const VIEWS = ['month', 'week'];

/** Parameters that are no answers. */
const RESERVED = ['lang', 'embed', 'name', 'email', 'notes', ...Object.values(NAMES)];

/**
 * @param {string} query `?date=2031-03-15`
 * @returns {Place}
 */
export function placeIn(query) {
  const parameters = new URLSearchParams(query);
  const minutes = Number(parameters.get(NAMES.durationMinutes));
  const date = parameters.get(NAMES.day) ?? '';
  const day = isDay(date) ? date : null;
  const month = [parameters.get(NAMES.month) ?? '', date].find((text) => isMonth(text)) ?? null;
  return {
    timeZone: zoneOrNull(parameters.get(NAMES.timeZone)),
    durationMinutes: Number.isInteger(minutes) && minutes > 0 ? minutes : null,
    month: day ? monthOf(day) : month,
    day,
    slot: instantOrNull(parameters.get(NAMES.slot)),
    view: VIEWS.find((view) => view === parameters.get(NAMES.view)) ?? null,
  };
}

/**
 * @param {string} query of the address as it is
 * @param {Partial<Place>} place what changes; null takes it out
 * @returns {string} the query with it, and with everything else as it was
 */
export function queryWith(query, place) {
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries(place)) {
    const parameter = NAMES[/** @type {keyof typeof NAMES} */ (name)];
    if (value === null) parameters.delete(parameter);
    else parameters.set(parameter, String(value));
  }
  const text = String(parameters);
  return text && `?${text}`;
}

/**
 * @param {string} query
 * @returns {string} the language that was chosen, and nothing else of it
 */
export function languageIn(query) {
  const language = new URLSearchParams(query).get('lang');
  return language === null ? '' : `?${new URLSearchParams({ lang: language })}`;
}

/**
 * What the address fills in, by where it stands in the request. Answers go by the keys of their questions.
 * @param {string} query
 * @returns {Map<string, string[]>} `/attendee/name`, `/answers/topic`
 */
export function prefilledIn(query) {
  const parameters = new URLSearchParams(query);
  const filled = new Map();
  for (const name of ['name', 'email'])
    if (parameters.has(name)) filled.set(`/attendee/${name}`, parameters.getAll(name));
  if (parameters.has('notes')) filled.set('/notes', parameters.getAll('notes'));
  for (const key of parameters.keys())
    if (!RESERVED.includes(key)) filled.set(`/answers/${key}`, parameters.getAll(key));
  return filled;
}

/** @param {string} text */
function isDay(text) {
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : Number.NaN);
  return Number.isFinite(date.getTime()) && date.toISOString().startsWith(text);
}

/** @param {string} text */
function isMonth(text) {
  return /^\d{4}-\d{2}$/.test(text) && isDay(`${text}-01`);
}

/** @param {string | null} text */
function instantOrNull(text) {
  const time = /^\d{4}-\d{2}-\d{2}T/.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN;
  return Number.isFinite(time) ? new Date(time).toISOString() : null;
}

/** @param {string | null} name */
function zoneOrNull(name) {
  if (!name || !(name === 'UTC' || name.includes('/'))) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch {
    return null;
  }
}
