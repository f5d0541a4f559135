import { parseArgs } from 'node:util';

/**
 * @typedef {object} Options
 * @property {number} seed of all that is random
 * @property {number} cases
 * @property {string | null} operation the only one that is looked at
 * @property {string | null} baseUrl a system that runs already; without it, one is started
 */

/**
 * @param {readonly string[]} args
 * @returns {Options}
 * @throws {Error} with what is wrong with the command
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      cases: { type: 'string', default: '2000' },
      operation: { type: 'string' },
      'base-url': { type: 'string' },
    },
  });
  return {
    seed: wholeNumber('seed', values.seed),
    cases: wholeNumber('cases', values.cases),
    operation: values.operation ?? null,
    baseUrl: values['base-url']?.replace(/\/$/, '') ?? null,
  };
}

/**
 * @param {string} name
 * @param {string} text
 */
function wholeNumber(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} must be a whole number.`);
  return value;
}
