import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import { TimeZoneData } from '../../src/infra/health/time-zone-data.js';
import { HOUR } from '../../src/kernel/clock.js';
import { UsersModule } from '../../src/modules/people/users/users.module.js';
import type { TestDatabase } from '../support/database.mjs';

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];

beforeAll(async () => {
  ({ app, database, close } = await composeApp(UsersModule));
});

afterAll(() => close());

/** Some that changed lately, their aliases, and some that never did. */
const ZONES = [
  'America/Vancouver',
  'Canada/Pacific',
  'Europe/Chisinau',
  'Europe/Tiraspol',
  'Africa/Casablanca',
  'America/Edmonton',
  'Europe/Paris',
  'Asia/Tokyo',
];
const YEAR = new Date().getUTCFullYear();
const [FROM, TO] = [Date.UTC(YEAR, 0, 1), Date.UTC(YEAR + 4, 0, 1)];

/** The first hour at which the two differ, asked hour by hour in another way than the comparison does. */
async function differsFrom(timeZone: string): Promise<number> {
  const { rows } = await database.pool.query<{ hour: string }>(
    `SELECT to_char(at AT TIME ZONE $1, 'YYYY-MM-DD HH24:MI') AS hour
     FROM generate_series($2::timestamptz, $3, '1 hour') at ORDER BY at`,
    [timeZone, new Date(FROM), new Date(TO - HOUR)],
  );
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const index = rows.findIndex(({ hour }, at) => format.format(FROM + at * HOUR) !== hour);
  return index === -1 ? Infinity : FROM + index * HOUR;
}

it('finds every zone whose clocks the database shows differently, links among them', async () => {
  const { runtime, differingZones, differsFrom: from } = await app.get(TimeZoneData, { strict: false }).compared();
  expect(runtime).toBe(process.versions['tz']);
  const expected: string[] = [];
  for (const zone of ZONES) {
    const moment = await differsFrom(zone);
    if (moment === Infinity) continue;
    expected.push(zone);
    expect(from?.getTime()).toBeLessThanOrEqual(moment);
  }
  expect(ZONES.filter((zone) => differingZones?.includes(zone))).toEqual(expected);
});
