import { Temporal } from 'temporal-polyfill';
import { TIME_ZONE_NAMES } from './time-zone-names.js';
import { isTimeZone, timeZoneNamed } from './time-zones.js';
import { formatMoment } from './when.js';
import { offsetAt } from './zoned-time.js';

/** ICU's own names (its `icuzones` file) and what the tz database had once, which Intl still takes. */
const ICU_WORDS =
  'SystemV/AST4ADT SystemV/EST5EDT SystemV/CST6CDT SystemV/MST7MDT SystemV/PST8PDT SystemV/YST9YDT SystemV/AST4 ' +
  'SystemV/EST5 SystemV/CST6 SystemV/MST7 SystemV/PST8 SystemV/YST9 SystemV/HST10 Canada/East-Saskatchewan ' +
  'US/Pacific-New Asia/Riyadh87 Asia/Riyadh88 Asia/Riyadh89 Mideast/Riyadh87 Mideast/Riyadh88 Mideast/Riyadh89 ' +
  'Etc/Unknown Factory posixrules localtime';

function isTakenByIntl(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const abbreviations = LETTERS.flatMap((a) => LETTERS.flatMap((b) => LETTERS.map((c) => a + b + c)));

/** Every name that Intl takes, as far as anybody lists them. */
const takenByIntl = [
  ...new Set([
    ...Intl.supportedValuesOf('timeZone'),
    ...TIME_ZONE_NAMES,
    ...ICU_WORDS.split(' '),
    ...abbreviations.filter(isTakenByIntl),
  ]),
].filter(isTakenByIntl);

const moment = Date.UTC(2027, 6, 1);

describe('a time zone', () => {
  it('is a name of the tz database and none of the others that Intl takes', () => {
    const known = new Set([...TIME_ZONE_NAMES, ...Intl.supportedValuesOf('timeZone')]);
    expect(takenByIntl.length).toBeGreaterThan(600);
    expect(takenByIntl.filter((name) => isTimeZone(name) !== known.has(name))).toEqual([]);
  });

  it('is computed with by everything that computes, to the same offset', () => {
    const offsets = takenByIntl.filter(isTimeZone).map((name) => {
      const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(name);
      return [name, offsetNanoseconds / 1e6 - offsetAt(name, moment), formatMoment('2027-07-01T00:00:00Z', name)];
    });
    expect(offsets.filter(([, difference]) => difference !== 0)).toEqual([]);
    expect(offsets.filter(([name, , text]) => name !== 'UTC' && String(text).endsWith('(UTC)'))).toEqual([]);
  });

  it.each(
    (
      'PST CST AST BST IST JST ACT AET AGT ART BET CAT CNT CTT EAT ECT IET MIT NET NST PLT PNT PRT SST VST ' +
      'SystemV/PST8PDT US/Pacific-New +01:00 Z Mars/Olympus'
    ).split(' '),
  )('is not %s', (name) => {
    expect(timeZoneNamed(name)).toBeUndefined();
  });

  it.each([
    ['europe/paris', 'Europe/Paris'],
    ['US/PACIFIC', 'US/Pacific'],
    ['utc', 'UTC'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ['EST', 'EST'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
  ])('is read in any case and written as the tz database spells it: %s', (asked, name) => {
    expect(timeZoneNamed(asked)).toBe(name);
  });
});
