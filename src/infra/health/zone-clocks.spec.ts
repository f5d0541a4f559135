import { DAY } from '../../kernel/clock.js';
import { askedAbout, differences, RuntimeClocks } from './zone-clocks.js';

const FROM = Date.UTC(2027, 0, 1);
const moments = Array.from({ length: 105 }, (_moment, index) => FROM + index * 14 * DAY);
const runtime = new RuntimeClocks(moments);

/** When the comparison finds that a database has the clocks of another zone under this name. */
function foundWhere(zone: string, inDatabase: string): string | undefined {
  const clocks = new Map([[zone, runtime.of(zone)]]);
  const asked = [...clocks].flatMap(([name, shown]) => askedAbout(name, shown, moments));
  const answers = asked.map(({ at }) => runtime.of(inDatabase).offsetAt(at));
  const found = differences(asked, answers, clocks).get(zone);
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
