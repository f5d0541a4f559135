import { placeIn, prefilledIn, queryWith } from './address.js';

const NOTHING = { timeZone: null, durationMinutes: null, month: null, day: null, slot: null, view: null };

it.each([
  ['?date=2031-03-15', { month: '2031-03', day: '2031-03-15' }],
  ['?date=2031-03', { month: '2031-03' }],
  ['?month=2031-03', { month: '2031-03' }],
  ['?month=2031-02&date=2031-03-15', { month: '2031-03', day: '2031-03-15' }],
  ['?duration=45&timezone=Asia/Tokyo', { durationMinutes: 45, timeZone: 'Asia/Tokyo' }],
  ['?view=week&date=2031-03-15', { month: '2031-03', day: '2031-03-15', view: 'week' }],
  ['?slot=2031-03-15T09:00:00%2B01:00', { slot: '2031-03-15T08:00:00.000Z' }],
])('leads to what %s says', (query, place) => {
  expect(placeIn(query)).toEqual({ ...NOTHING, ...place });
});

it.each([
  '',
  '?utm_source=letter',
  '?date=2031-02-30&month=2031-13',
  '?date=soon&slot=soon',
  '?duration=-5',
  '?duration=1.5',
  '?timezone=Mars/Phobos',
  '?timezone=PST',
  '?view=year',
])('takes no notice of what means nothing: %s', (query) => {
  expect(placeIn(query)).toEqual(NOTHING);
});

it('changes what it is told to, and keeps the rest of the address', () => {
  const query = queryWith('?lang=fr&date=2031-03-15&utm_source=letter', { day: null, month: '2031-04', slot: null });
  expect(query).toBe('?lang=fr&utm_source=letter&month=2031-04');
  expect(queryWith('?date=2031-03-15', { day: null })).toBe('');
});

it('fills in name, address and answers, and nothing that is no answer', () => {
  const filled = prefilledIn(
    '?name=Ada+Lovelace&email=ada%40example.org&topics=A&topics=B&notes=Hello&lang=fr&month=2031-03&view=week',
  );
  expect([...filled]).toEqual([
    ['/attendee/name', ['Ada Lovelace']],
    ['/attendee/email', ['ada@example.org']],
    ['/notes', ['Hello']],
    ['/answers/topics', ['A', 'B']],
  ]);
});
