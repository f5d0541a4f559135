import { parseArgs } from 'node:util';

/**
 * @typedef {object} Options
 * @property {readonly string[]} only the names of the scenarios
 * @property {number} rounds of each scenario at each server
 * @property {number} seconds of a round
 * @property {number} people
 * @property {number} bookings of each
 * @property {readonly number[]} claims with how many of them slots are measured
 * @property {readonly number[]} growth how many bookings there are where the same requests are compared
 * @property {number} events of analytics
 * @property {number} worked bookings that one worker works off
 * @property {{ mails: number, others: number, bookings: number }} delayed how many bookings are timed, while how many mails and
 *   how many bookings of others wait
 * @property {number} requests for what is asked for one by one
 * @property {string | null} json where the figures are written
 * @property {string} node the program that runs the servers
 */

export const CONNECTIONS = 32;

/** How much is measured: `smoke` shows that the bench works, and measures nothing. */
const SIZES = {
  full: {
    rounds: 5,
    seconds: 4,
    people: 1000,
    bookings: 100,
    claims: [10_000, 100_000, 1_000_000],
    growth: [10_000, 1_000_000],
    events: 1_000_000,
    worked: 2000,
    delayed: { mails: 5000, others: 1000, bookings: 200 },
    requests: 100,
  },
  quick: {
    rounds: 3,
    seconds: 1,
    people: 1000,
    bookings: 100,
    claims: [10_000, 100_000],
    growth: [5_000, 50_000],
    events: 200_000,
    worked: 1000,
    delayed: { mails: 1000, others: 500, bookings: 50 },
    requests: 20,
  },
  smoke: {
    rounds: 1,
    seconds: 0.2,
    people: 40,
    bookings: 25,
    claims: [8_000],
    growth: [250, 500],
    events: 1_000,
    worked: 20,
    delayed: { mails: 20, others: 20, bookings: 5 },
    requests: 4,
  },
};

/**
 * @param {readonly string[]} args
 * @param {readonly string[]} scenarios
 * @returns {Options}
 * @throws {Error} with what is wrong with the command
 */
export function readOptions(args, scenarios) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
      only: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      events: { type: 'string' },
      json: { type: 'string' },
      node: { type: 'string', default: process.execPath },
    },
  });
  const only = values.only?.split(',') ?? [...scenarios];
  const unknown = only.find((name) => !scenarios.includes(name));
  if (unknown !== undefined) throw new Error(`There is no scenario "${unknown}": ${scenarios.join(', ')}.`);
  const size = SIZES[values.smoke ? 'smoke' : values.quick ? 'quick' : 'full'];
  return {
    ...size,
    only,
    rounds: numberOf('rounds', values.rounds) ?? size.rounds,
    seconds: numberOf('seconds', values.seconds) ?? size.seconds,
    events: numberOf('events', values.events) ?? size.events,
    json: values.json ?? null,
    node: values.node,
  };
}

/**
 * @param {string} name
 * @param {string | undefined} text
 */
function numberOf(name, text) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0.`);
  return value;
}
