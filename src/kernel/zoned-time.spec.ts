import { DAY, HOUR, MINUTE, SECOND } from './clock.js';
import { dateOfDay, dayExists, dayOf, dayOfDate, offsetAt, toInstant, toLocal, weekdayOf } from './zoned-time.js';

const at = (text: string) => Date.parse(`${text}Z`);

it('knows offsets of any time, to the second', () => {
  expect(offsetAt('Europe/Paris', at('2027-01-01T00:00'))).toBe(HOUR);
  expect(offsetAt('Europe/Paris', at('1900-01-01T00:00'))).toBe(9 * MINUTE + 21 * SECOND);
  expect(offsetAt('Africa/Monrovia', at('1970-01-01T00:00'))).toBe(-(44 * MINUTE + 30 * SECOND));
  expect(offsetAt('UTC', at('2027-01-01T00:00'))).toBe(0);
  expect(offsetAt('america/st_johns', at('2500-07-01T00:00'))).toBe(-150 * MINUTE);
  expect(() => offsetAt('Mars/Olympus', 0)).toThrow(RangeError);
});

it('changes the offset in the very second of the transition', () => {
  const transition = at('2027-03-28T01:00');
  expect([transition - 1, transition].map((moment) => offsetAt('Europe/Paris', moment))).toEqual([HOUR, 2 * HOUR]);
});

it('reads a skipped time with the offset before the gap, and a repeated one as the first', () => {
  expect(toInstant('Europe/Paris', at('2027-03-28T02:30'))).toBe(at('2027-03-28T01:30'));
  expect(toInstant('Europe/Paris', at('2027-10-31T02:30'))).toBe(at('2027-10-31T00:30'));
  expect(toLocal('Europe/Paris', at('2027-10-31T01:30'))).toBe(at('2027-10-31T02:30'));
});

it('has no day that a zone skipped', () => {
  const days = ['2011-12-29', '2011-12-30', '2011-12-31'].map(dayOfDate);
  expect(days.map((day) => dayExists('Pacific/Apia', day))).toEqual([true, false, true]);
  // Midnight is skipped there, the day is not.
  expect(dayExists('Africa/Cairo', dayOfDate('2027-04-30'))).toBe(true);
});

it('numbers days', () => {
  expect([dayOfDate('1970-01-01'), dayOfDate('1969-12-31'), dayOf(-1), dayOf(DAY)]).toEqual([0, -1, -1, 1]);
  expect(dateOfDay(dayOfDate('2028-02-29'))).toBe('2028-02-29');
  const weekdays = ['2027-06-07', '2027-06-13', '1969-12-31', '1970-01-01'].map((date) => weekdayOf(dayOfDate(date)));
  expect(weekdays).toEqual([1, 7, 3, 4]);
});

it('forgets rather than grows', () => {
  // More spans than are kept, and back.
  for (let year = 0; year < 300; year += 1) offsetAt('Europe/Paris', year * 365 * DAY);
  expect(offsetAt('Europe/Paris', at('2027-07-01T00:00'))).toBe(2 * HOUR);
});
