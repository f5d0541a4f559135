import { DAY, SECOND } from '../../kernel/clock.js';
import { offsetAt } from '../../kernel/zoned-time.js';
import { askedAtChanges, differsFrom, RuntimeClocks } from './zone-clocks.js';

const FROM = Date.UTC(2027, 0, 1);
const moments = Array.from({ length: 105 }, (_moment, index) => FROM + index * 14 * DAY);
const runtime = new RuntimeClocks(moments);

/** When the comparison finds that a database has the clocks of another zone under this name. */
function foundWhere(zone: string, inDatabase: string): string | undefined {
  const clocks = runtime.of(zone);
  const always = moments.map((at, index) => ({ at, offset: clocks.offsets[index] ?? NaN }));
  const asked = [...always, ...askedAtChanges(clocks)];
  const found = differsFrom(
    asked,
    asked.map(({ at }) => offsetAt(inDatabase, at) / SECOND),
  );
  return found === undefined ? undefined : new Date(found).toISOString();
}

it.each([
  ['the offset', 'Europe/Paris', 'Europe/London', '2027-01-01T00:00:00.000Z'],
  ['changes that are no more', 'America/Vancouver', 'America/Phoenix', '2027-01-01T00:00:00.000Z'],
  ['changes of other days', 'Europe/Tiraspol', 'Africa/Cairo', '2027-03-28T00:00:00.000Z'],
  ['the hour of a change', 'Europe/Chisinau', 'Europe/Bucharest', '2027-03-28T00:00:00.000Z'],
  ['the name of a link', 'Canada/Pacific', 'America/Denver', '2027-01-01T00:00:00.000Z'],
])('sees a difference in %s', (_what, zone, other, from) => {
  expect(foundWhere(zone, other)).toBe(from);
});

it.each([
  ['Europe/Paris', 'Europe/Berlin'],
  ['Africa/Casablanca', 'Africa/Casablanca'],
  ['US/Pacific', 'America/Los_Angeles'],
  ['UTC', 'Etc/UTC'],
])('sees none between %s and %s', (zone, same) => {
  expect(foundWhere(zone, same)).toBeUndefined();
});

it('sees every change of a zone to the second, whatever zones were asked about before', () => {
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const { changes } = runtime.of(zone);
    const shown = changes.map(({ at }) => [offsetAt(zone, at - SECOND), offsetAt(zone, at)]);
    expect(shown).toEqual(changes.map(({ before, after }) => [before * SECOND, after * SECOND]));
    expect(changes.every(({ before, after }) => before !== after)).toBe(true);
  }
  expect(runtime.of('Europe/Paris').changes.map(({ at }) => new Date(at).toISOString())).toEqual(
    runtime.of('Europe/Berlin').changes.map(({ at }) => new Date(at).toISOString()),
  );
});
