import { byDay, daysToShow, monthAfter, placeIn } from './plain-place.js';

const defaults = { timeZone: 'Europe/Paris', durations: [30, 60], now: new Date('2031-03-15T23:30:00Z') };

it('shows what the address says', () => {
  const query = { timezone: 'Asia/Tokyo', duration: '60', date: '2031-05-02', slot: '2031-05-02T09:00:00.000Z' };
  expect(placeIn(query, defaults)).toEqual({
    timeZone: 'Asia/Tokyo',
    durationMinutes: 60,
    month: '2031-05',
    slot: new Date('2031-05-02T09:00Z'),
  });
});

it.each([
  {},
  { timezone: 'PST', duration: '45', month: '2031-13', slot: 'soon' },
  { month: '2030-01' },
  { month: '9999-12' },
])('takes no notice of what does not fit, or is over: %j', (query) => {
  expect(placeIn(query, defaults)).toEqual({
    timeZone: 'Europe/Paris',
    durationMinutes: 30,
    month: '2031-03',
    slot: null,
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
