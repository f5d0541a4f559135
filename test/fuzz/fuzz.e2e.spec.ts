import { join } from 'node:path';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { fuzz } from './fuzz.js';

const DOCUMENT = join(import.meta.dirname, '..', '..', 'openapi', 'openapi.json');
/** As many cases on every machine, however long a busy one takes; `npm run fuzz` sends more. */
const PATIENCE_MS = 240_000;

const db = sharedDatabase();
afterAll(() => db.end());

it(
  'answers what the document describes, and what it does not, as the document says',
  async () => {
    const { tally } = await fuzz(DOCUMENT, null, {
      seed: 11,
      cases: 600,
      baseUrl: sharedSystem().apiUrl,
      db,
      isShared: true,
    });
    expect(tally.report()).toEqual([]);
    // Else the run has not shown anything.
    expect(tally.countOf('positive_data_acceptance')).toBeGreaterThan(50);
    expect(tally.countOf('negative_data_rejection')).toBeGreaterThan(20);
  },
  PATIENCE_MS,
);
