import fc from 'fast-check';
import { JPEG, PNG } from '../support/pictures.js';
import { Known } from './pool.js';

/** How values of a format are made, and what is none although it is a text. */
export interface Format {
  readonly valid: fc.Arbitrary<unknown>;
  readonly spoiled: readonly string[];
}

/** Moments at which clocks change, years and days end, and what lies far away. */
const MOMENTS = [
  '2026-12-31T23:59:59.999Z',
  '2027-01-01T00:00:00Z',
  '2027-03-28T01:00:00Z',
  '2027-03-28T02:30:00+01:00',
  '2027-10-31T00:59:59Z',
  '2027-10-31T02:30:00+02:00',
  '2027-03-14T02:30:00-08:00',
  '2028-02-29T12:00:00+14:00',
  '2031-03-03T09:00:00-12:00',
  '1970-01-01T00:00:00Z',
  '2199-12-31T23:59:59Z',
  '2031-06-30T23:45:00+05:45',
];

const ZONES = ['Europe/Paris', 'UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'europe/berlin'];

/** Quarters of an hour from 2027 to 2033, where most bookings are. */
const moment = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 200_000 }).map((n) => isoOf(Date.UTC(2027, 0) + n * 900_000)) },
  { weight: 1, arbitrary: fc.constantFrom(...MOMENTS) },
);

const date = fc.oneof(
  fc.integer({ min: 0, max: 2500 }).map((n) => isoOf(Date.UTC(2027, 0) + n * 86_400_000).slice(0, 10)),
  fc.constantFrom('2028-02-29', '2027-03-28', '2026-12-31', '2027-01-01', '1970-01-01', '2199-12-31'),
);

const email = fc.oneof(
  fc.nat({ max: 99_999 }).map((n) => `fuzz-${n}@example.test`),
  fc.constantFrom('Grace.Hopper+navy@Example.test', "o'neill@example.test", 'a@b.co'),
);

export const FORMATS: Readonly<Record<string, Format>> = {
  uuid: { valid: fc.uuid(), spoiled: ['1', 'not-a-uuid', '00000000-0000-0000-0000-00000000000g', '%00'] },
  email: { valid: email, spoiled: ['', 'nobody', 'a@', '@example.test', 'a b@example.test', 'a@b@c.test'] },
  date: { valid: date, spoiled: ['', 'tomorrow', '2027-02-29', '2027-13-01', '27-01-01', '2027-1-1'] },
  'date-time': {
    valid: moment,
    spoiled: ['', 'now', '2027-01-31', '2027-01-31T10:00:00', '2027-02-30T10:00:00Z', '2027-01-31T25:00:00Z'],
  },
  'time-zone': {
    valid: fc.constantFrom(...ZONES),
    spoiled: ['', 'Mars/Olympus', 'PST', '+01:00', 'Europe'],
  },
  path: {
    valid: fc.nat({ max: 99_999 }).map((n) => `lib/part ${n}/main.py`),
    spoiled: ['', '../main.py', '/main.py', 'lib//main.py', '.git/config', '-rf', 'lib/'],
  },
  'recurrence-rule': {
    valid: fc.constantFrom(
      'FREQ=WEEKLY;BYDAY=MO,TH',
      'FREQ=DAILY;COUNT=3',
      'FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20280101T000000Z',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    ),
    spoiled: ['', 'weekly', 'FREQ=SOMETIMES', 'FREQ=WEEKLY;BYDAY=XX', 'INTERVAL=2', 'FREQ=WEEKLY;COUNT=-1'],
  },
  uri: {
    valid: fc.constantFrom(
      'https://receiver.example/lyceum',
      'https://calendar.example:8443/a/basic.ics?x=%C3%A9',
      'https://xn--bcher-kva.example/',
    ),
    spoiled: ['', 'no address', 'https://', '//receiver.example/x', 'javascript:alert(1)'],
  },
  'local-date-time': {
    valid: fc.constantFrom('20270131T100000', '20270328T023000', '20280229T000000'),
    spoiled: ['1', '2027-01-31T10:00:00', '20270230T100000', '20270131T250000'],
  },
  // Of pictures, which are all that is sent in Base64.
  byte: { valid: fc.constantFrom(PNG, JPEG), spoiled: ['', 'a picture', 'AAA', 'AA=A', '====', 'PHN2Zy8+\n'] },
  password: {
    // Mostly the right one: whoever sends another is told so and nothing else.
    valid: fc.oneof(
      { weight: 3, arbitrary: fc.constant(new Known(['password'], 0, 'mechanism of the heavens')) },
      { weight: 1, arbitrary: fc.constantFrom('mechanism of the heavens', 'Ü'.repeat(128), 'wrong and long enough') },
    ),
    spoiled: [''],
  },
};

function isoOf(time: number): string {
  return new Date(time).toISOString();
}
