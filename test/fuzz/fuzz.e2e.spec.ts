import { join } from 'node:path';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { fuzz } from './fuzz.js';

const DOCUMENT = join(import.meta.dirname, '..', '..', 'openapi', 'openapi.json');
/** On a busy machine some operations are not reached; `npm run fuzz` reaches all. */
const LONGEST_MS = 20_000;

const db = sharedDatabase();
afterAll(() => db.end());

it('answers what the document describes, and what it does not, as the document says', async () => {
  const { tally } = await fuzz(DOCUMENT, null, {
    seed: 11,
    cases: 600,
    deadline: Date.now() + LONGEST_MS,
    baseUrl: sharedSystem().apiUrl,
    db,
    isShared: true,
  });
  expect(tally.report()).toEqual([]);
  // Else the run has not shown anything.
  expect(tally.countOf('positive_data_acceptance')).toBeGreaterThan(50);
  expect(tally.countOf('negative_data_rejection')).toBeGreaterThan(20);
});
