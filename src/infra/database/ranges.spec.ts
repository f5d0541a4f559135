import { parseDates, parseTimes, unpackedMoment, writeTimes } from './ranges.js';

it('reads the ranges that PostgreSQL writes', () => {
  const start = Date.parse('2031-06-02T07:00:00Z');
  expect(parseTimes('["2031-06-02 07:00:00+00","2031-06-02 15:00:00.25+00")')).toEqual({
    start,
    end: Date.parse('2031-06-02T15:00:00.250Z'),
  });
  expect(parseDates('[2031-06-02,2031-06-05)')).toEqual({ from: '2031-06-02', until: '2031-06-05' });
  expect(writeTimes({ start, end: start + 1 })).toBe('[2031-06-02T07:00:00.000Z,2031-06-02T07:00:00.001Z)');
});

it.each(['empty', '["2031-06-02 07:00:00+00",)', '["2031-06-02 07:00:00+02","2031-06-02 15:00:00+02")'])(
  'does not guess what %s is',
  (range) => {
    expect(() => parseTimes(range)).toThrow('no range of times');
    expect(() => parseDates(range)).toThrow('no range of dates');
  },
);

it.each([
  ['00000000001718c3', '2000-01-01T00:00:01.514Z'],
  ['fffffffffff0bdc0', '1999-12-31T23:59:59Z'],
  ['00037e94df7e7c00', '2031-03-03T07:00:00Z'],
])('reads the moment %s, which PostgreSQL packs, as %s', (bytes, moment) => {
  expect(unpackedMoment(Buffer.from(`00${bytes}`, 'hex'), 1)).toBe(Date.parse(moment));
});
