const VARIABLE = 'LYCEUM_TEST_SERVICES';

/**
 * @typedef {object} Services
 * @property {string} folder for temporary files; removed after the run
 * @property {string} maintenanceUrl a database from which others are made and dropped
 * @property {string} template the name of the migrated database that is copied
 * @property {string} redisUrl
 * @property {string | null} coverageFolder where child processes leave their coverage
 */

/**
 * Jest runs the tests in processes of its own, which inherit the environment.
 * @param {Services} services
 */
export function writeServices(services) {
  process.env[VARIABLE] = JSON.stringify(services);
}

/** Whether this process belongs to a run of the tests, which has started them. */
export function hasServices() {
  return process.env[VARIABLE] !== undefined;
}

/** @returns {Services} */
export function readServices() {
  const value = process.env[VARIABLE];
  if (!value) throw new Error('Tests need their databases: run them with "npm test -- <pattern>".');
  return JSON.parse(value);
}
