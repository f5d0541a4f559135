import pg from 'pg';
import { MailboxReader } from './mailbox.mjs';

const VARIABLE = 'LYCEUM_TEST_SHARED_SYSTEM';

/**
 * @typedef {object} SharedSystem
 * @property {string[]} apiUrls two API processes in front of one database
 * @property {string[]} apiMetricsUrls
 * @property {string} workerMetricsUrl
 * @property {string} mailboxUrl
 * @property {string} databaseUrl
 */

/** @param {SharedSystem} system */
export function writeSharedSystem(system) {
  process.env[VARIABLE] = JSON.stringify(system);
}

/** The system that end-to-end tests share, two API processes and a worker. Tests keep apart by their users' addresses. */
export function sharedSystem() {
  const value = process.env[VARIABLE];
  if (!value) throw new Error('Only tests named *.e2e.spec.ts have the shared system.');
  /** @type {SharedSystem} */
  const system = JSON.parse(value);
  const [apiUrl = '', otherApiUrl = ''] = system.apiUrls;
  return { ...system, apiUrl, otherApiUrl, mailbox: new MailboxReader(system.mailboxUrl) };
}

/**
 * Connects to the database of the shared system.
 * @returns {pg.Pool} to be ended by the test file
 */
export function sharedDatabase() {
  return new pg.Pool({ connectionString: sharedSystem().databaseUrl, max: 3 });
}
