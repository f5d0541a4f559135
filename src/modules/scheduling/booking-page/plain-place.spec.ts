import { byDay, dateAfter, daysToShow, monthAfter, placeIn, waitingRange } from './plain-place.js';

const defaults = { timeZone: 'Europe/Paris', durations: [30, 60], now: new Date('2031-03-15T23:30:00Z') };

it('shows what the address says', () => {
  const query = { timezone: 'Asia/Tokyo', duration: '60', date: '2031-05-02', slot: '2031-05-02T09:00:00.000Z' };
  expect(placeIn(query, defaults)).toEqual({
    timeZone: 'Asia/Tokyo',
    durationMinutes: 60,
    month: '2031-05',
    slot: new Date('2031-05-02T09:00Z'),
    waiting: null,
  });
});

it.each([
  {},
  { timezone: 'PST', duration: '45', month: '2031-13', slot: 'soon', waitlist: '2031-13-01' },
  { month: '2030-01' },
  { month: '9999-12' },
])('takes no notice of what does not fit, or is over: %j', (query) => {
  expect(placeIn(query, defaults)).toEqual({
    timeZone: 'Europe/Paris',
    durationMinutes: 30,
    month: '2031-03',
    slot: null,
    waiting: null,
  });
});

it('shows a month from today on, by the days of the zone', () => {
  expect(daysToShow({ month: '2031-03', timeZone: 'Europe/Paris' }, defaults.now)).toEqual({
    from: '2031-03-16',
    to: '2031-03-31',
  });
  expect(daysToShow({ month: '2032-02', timeZone: 'UTC' }, defaults.now).to).toBe('2032-02-29');
  expect(monthAfter('2031-12', 1)).toBe('2032-01');
  const slots = ['2031-03-15T22:30:00Z', '2031-03-15T23:30:00Z'].map((start) => ({ start, end: start }));
  expect([...byDay(slots, 'Europe/Paris').keys()]).toEqual(['2031-03-15', '2031-03-16']);
});

it.each([
  ['2031-03-30', '2031-03-30T00:00', '2031-03-31T00:00'],
  ['2031-12', '2031-12-01T00:00', '2032-01-01T00:00'],
  ['2031-03-30T00:30:00Z', '2031-03-30T01:30', '2031-03-30T03:00'],
  ['tomorrow', '2031-03-01T00:00', '2031-04-01T00:00'],
])('waits, where the address says %s, from %s to %s by the clocks of the zone', (waitlist, from, to) => {
  expect(waitingRange(placeIn({ waitlist }, defaults))).toEqual({ from, to });
});

it('counts days over the ends of months', () => {
  expect([dateAfter('2032-02-28', 1), dateAfter('2031-12-31', 1)]).toEqual(['2032-02-29', '2032-01-01']);
});
