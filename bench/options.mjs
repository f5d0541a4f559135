import { parseArgs } from 'node:util';

/**
 * @typedef {object} Options
 * @property {readonly string[]} only names of the scenarios
 * @property {number} warmUp rounds before them that do not count: V8 compiles what is hot while requests come, on the same
 *   cores, and is done with it after ten to twenty seconds of them
 * @property {number} rounds per scenario and server
 * @property {number} seconds per round
 * @property {number} restSeconds between the load and the measurement of the memory of the API, which returns what it does not
 *   need at most every two minutes
 * @property {number} people
 * @property {number} bookings per person
 * @property {readonly number[]} claims table sizes for the slots
 * @property {readonly number[]} growth table sizes (bookings) for the scaling of requests
 * @property {number} events analytics events
 * @property {number} worked backlog of one worker, in bookings
 * @property {{ mails: number, others: number, bookings: number }} delayed number of timed bookings, and backlogs of others in
 *   mails and in bookings
 * @property {number} executed programs of each language and driver
 * @property {readonly number[]} typists people who type in one room
 * @property {number} typedSeconds how long they do
 * @property {number} idleRooms
 * @property {number} rosterRows of a file
 * @property {number} requests per sequential measurement
 * @property {string | null} json file for the figures
 * @property {string} node program that runs the servers
 */

export const CONNECTIONS = 32;

/** Sizes of a run; `smoke` only shows that the bench works. */
const SIZES = {
  full: {
    warmUp: 6,
    rounds: 5,
    seconds: 4,
    restSeconds: 125,
    people: 1000,
    bookings: 100,
    claims: [10_000, 100_000, 1_000_000],
    growth: [10_000, 1_000_000],
    events: 1_000_000,
    worked: 2000,
    delayed: { mails: 5000, others: 1000, bookings: 200 },
    executed: 100,
    typists: [50, 200],
    typedSeconds: 20,
    idleRooms: 1000,
    rosterRows: 100_000,
    requests: 100,
  },
  quick: {
    warmUp: 1,
    rounds: 3,
    seconds: 1,
    restSeconds: 5,
    people: 1000,
    bookings: 100,
    claims: [10_000, 100_000],
    growth: [5_000, 50_000],
    events: 200_000,
    worked: 1000,
    delayed: { mails: 1000, others: 500, bookings: 50 },
    executed: 20,
    typists: [50],
    typedSeconds: 5,
    idleRooms: 200,
    rosterRows: 20_000,
    requests: 20,
  },
  smoke: {
    warmUp: 1,
    rounds: 1,
    seconds: 0.2,
    restSeconds: 1,
    people: 40,
    bookings: 25,
    claims: [8_000],
    growth: [250, 500],
    events: 1_000,
    worked: 20,
    delayed: { mails: 20, others: 20, bookings: 5 },
    executed: 2,
    typists: [10],
    typedSeconds: 1,
    idleRooms: 20,
    rosterRows: 1_000,
    requests: 4,
  },
};

/**
 * @param {readonly string[]} args
 * @param {readonly string[]} scenarios
 * @param {readonly string[]} apart those that are only measured when they are asked for
 * @returns {Options}
 * @throws {Error} on invalid arguments
 */
export function readOptions(args, scenarios, apart = []) {
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
  const only = values.only?.split(',') ?? scenarios.filter((name) => !apart.includes(name));
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
