/** One example of RFC 5545, sections 3.8.5.3 and 3.3.10: all of them start at a local time in New York. */
export interface RecurrenceExample {
  readonly name: string;
  readonly start: string;
  readonly rules: readonly string[];
  readonly exdates?: readonly string[];
  /** ISO 8601 with the offset that the RFC names (EDT or EST). */
  readonly expected: readonly string[];
  /** The RFC ends the list with three dots: the rule goes on. */
  readonly goesOn?: boolean;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const OFFSETS: Readonly<Record<string, string>> = { EDT: '-04:00', EST: '-05:00' };

/** Reads `1997 EDT Sep 2-4,9 Oct 1` as the RFC writes it, with one time of day or several. */
function dates(lines: readonly string[], times: readonly string[] = ['09:00']): string[] {
  return lines.flatMap((line) => {
    const [year, zone, ...rest] = line.split(' ');
    let month = '';
    return rest.flatMap((word) => {
      if (MONTHS.includes(word)) month = `${MONTHS.indexOf(word) + 1}`.padStart(2, '0');
      if (MONTHS.includes(word)) return [];
      return word.split(',').flatMap((range) => {
        const [first = 0, last = first] = range.split('-').map(Number);
        const days = Array.from({ length: last - first + 1 }, (_day, index) => `${first + index}`.padStart(2, '0'));
        return days.flatMap((day) => times.map((time) => `${year}-${month}-${day}T${time}:00${OFFSETS[zone ?? '']}`));
      });
    });
  });
}

const EVERY_TWENTY_MINUTES = [9, 10, 11, 12, 13, 14, 15, 16].flatMap((hour) =>
  ['00', '20', '40'].map((minute) => `${`${hour}`.padStart(2, '0')}:${minute}`),
);

export const RFC_5545_EXAMPLES: readonly RecurrenceExample[] = [
  {
    name: 'daily for 10 occurrences',
    start: '19970902T090000',
    rules: ['FREQ=DAILY;COUNT=10'],
    expected: dates(['1997 EDT Sep 2-11']),
  },
  {
    name: 'daily until December 24, 1997',
    start: '19970902T090000',
    rules: ['FREQ=DAILY;UNTIL=19971224T000000Z'],
    expected: dates(['1997 EDT Sep 2-30 Oct 1-25', '1997 EST Oct 26-31 Nov 1-30 Dec 1-23']),
  },
  {
    name: 'every other day, forever',
    start: '19970902T090000',
    rules: ['FREQ=DAILY;INTERVAL=2'],
    expected: dates([
      '1997 EDT Sep 2,4,6,8,10,12,14,16,18,20,22,24,26,28,30 Oct 2,4,6,8,10,12,14,16,18,20,22,24',
      '1997 EST Oct 26,28,30 Nov 1,3,5,7,9,11,13,15,17,19,21,23,25,27,29 Dec 1,3',
    ]),
    goesOn: true,
  },
  {
    name: 'every 10 days, 5 occurrences',
    start: '19970902T090000',
    rules: ['FREQ=DAILY;INTERVAL=10;COUNT=5'],
    expected: dates(['1997 EDT Sep 2,12,22 Oct 2,12']),
  },
  {
    name: 'every day in January, for 3 years',
    start: '19980101T090000',
    rules: [
      'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
      'FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1',
    ],
    expected: dates(['1998 EST Jan 1-31', '1999 EST Jan 1-31', '2000 EST Jan 1-31']),
  },
  {
    name: 'weekly for 10 occurrences',
    start: '19970902T090000',
    rules: ['FREQ=WEEKLY;COUNT=10'],
    expected: dates(['1997 EDT Sep 2,9,16,23,30 Oct 7,14,21', '1997 EST Oct 28 Nov 4']),
  },
  {
    name: 'weekly until December 24, 1997',
    start: '19970902T090000',
    rules: ['FREQ=WEEKLY;UNTIL=19971224T000000Z'],
    expected: dates(['1997 EDT Sep 2,9,16,23,30 Oct 7,14,21', '1997 EST Oct 28 Nov 4,11,18,25 Dec 2,9,16,23']),
  },
  {
    name: 'every other week, forever',
    start: '19970902T090000',
    rules: ['FREQ=WEEKLY;INTERVAL=2;WKST=SU'],
    expected: dates([
      '1997 EDT Sep 2,16,30 Oct 14',
      '1997 EST Oct 28 Nov 11,25 Dec 9,23',
      '1998 EST Jan 6,20 Feb 3,17',
    ]),
    goesOn: true,
  },
  {
    name: 'weekly on Tuesday and Thursday for five weeks',
    start: '19970902T090000',
    rules: ['FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH', 'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH'],
    expected: dates(['1997 EDT Sep 2,4,9,11,16,18,23,25,30 Oct 2']),
  },
  {
    name: 'every other week on Monday, Wednesday, and Friday until December 24, 1997',
    start: '19970901T090000',
    rules: ['FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR'],
    expected: dates([
      '1997 EDT Sep 1,3,5,15,17,19,29 Oct 1,3,13,15,17',
      '1997 EST Oct 27,29,31 Nov 10,12,14,24,26,28 Dec 8,10,12,22',
    ]),
  },
  {
    name: 'every other week on Tuesday and Thursday, for 8 occurrences',
    start: '19970902T090000',
    rules: ['FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH'],
    expected: dates(['1997 EDT Sep 2,4,16,18,30 Oct 2,14,16']),
  },
  {
    name: 'monthly on the first Friday for 10 occurrences',
    start: '19970905T090000',
    rules: ['FREQ=MONTHLY;COUNT=10;BYDAY=1FR'],
    expected: dates([
      '1997 EDT Sep 5 Oct 3',
      '1997 EST Nov 7 Dec 5',
      '1998 EST Jan 2 Feb 6 Mar 6 Apr 3',
      '1998 EDT May 1 Jun 5',
    ]),
  },
  {
    name: 'monthly on the first Friday until December 24, 1997',
    start: '19970905T090000',
    rules: ['FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR'],
    expected: dates(['1997 EDT Sep 5 Oct 3', '1997 EST Nov 7 Dec 5']),
  },
  {
    name: 'every other month on the first and last Sunday of the month for 10 occurrences',
    start: '19970907T090000',
    rules: ['FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU'],
    expected: dates(['1997 EDT Sep 7,28', '1997 EST Nov 2,30', '1998 EST Jan 4,25 Mar 1,29', '1998 EDT May 3,31']),
  },
  {
    name: 'monthly on the second-to-last Monday of the month for 6 months',
    start: '19970922T090000',
    rules: ['FREQ=MONTHLY;COUNT=6;BYDAY=-2MO'],
    expected: dates(['1997 EDT Sep 22 Oct 20', '1997 EST Nov 17 Dec 22', '1998 EST Jan 19 Feb 16']),
  },
  {
    name: 'monthly on the third-to-the-last day of the month, forever',
    start: '19970928T090000',
    rules: ['FREQ=MONTHLY;BYMONTHDAY=-3'],
    expected: dates(['1997 EDT Sep 28', '1997 EST Oct 29 Nov 28 Dec 29', '1998 EST Jan 29 Feb 26']),
    goesOn: true,
  },
  {
    name: 'monthly on the 2nd and 15th of the month for 10 occurrences',
    start: '19970902T090000',
    rules: ['FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15'],
    expected: dates(['1997 EDT Sep 2,15 Oct 2,15', '1997 EST Nov 2,15 Dec 2,15', '1998 EST Jan 2,15']),
  },
  {
    name: 'monthly on the first and last day of the month for 10 occurrences',
    start: '19970930T090000',
    rules: ['FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1'],
    expected: dates(['1997 EDT Sep 30 Oct 1', '1997 EST Oct 31 Nov 1,30 Dec 1,31', '1998 EST Jan 1,31 Feb 1']),
  },
  {
    name: 'every 18 months on the 10th thru 15th of the month for 10 occurrences',
    start: '19970910T090000',
    rules: ['FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15'],
    expected: dates(['1997 EDT Sep 10-15', '1999 EST Mar 10-13']),
  },
  {
    name: 'every Tuesday, every other month',
    start: '19970902T090000',
    rules: ['FREQ=MONTHLY;INTERVAL=2;BYDAY=TU'],
    expected: dates([
      '1997 EDT Sep 2,9,16,23,30',
      '1997 EST Nov 4,11,18,25',
      '1998 EST Jan 6,13,20,27 Mar 3,10,17,24,31',
    ]),
    goesOn: true,
  },
  {
    name: 'yearly in June and July for 10 occurrences',
    start: '19970610T090000',
    rules: ['FREQ=YEARLY;COUNT=10;BYMONTH=6,7'],
    expected: dates([1997, 1998, 1999, 2000, 2001].map((year) => `${year} EDT Jun 10 Jul 10`)),
  },
  {
    name: 'every other year on January, February, and March for 10 occurrences',
    start: '19970310T090000',
    rules: ['FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3'],
    expected: dates(['1997 EST Mar 10', ...[1999, 2001, 2003].map((year) => `${year} EST Jan 10 Feb 10 Mar 10`)]),
  },
  {
    name: 'every third year on the 1st, 100th, and 200th day for 10 occurrences',
    start: '19970101T090000',
    rules: ['FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200'],
    expected: dates([
      '1997 EST Jan 1',
      '1997 EDT Apr 10 Jul 19',
      '2000 EST Jan 1',
      '2000 EDT Apr 9 Jul 18',
      '2003 EST Jan 1',
      '2003 EDT Apr 10 Jul 19',
      '2006 EST Jan 1',
    ]),
  },
  {
    name: 'every 20th Monday of the year, forever',
    start: '19970519T090000',
    rules: ['FREQ=YEARLY;BYDAY=20MO'],
    expected: dates(['1997 EDT May 19', '1998 EDT May 18', '1999 EDT May 17']),
    goesOn: true,
  },
  {
    name: 'Monday of week number 20, forever',
    start: '19970512T090000',
    rules: ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO'],
    expected: dates(['1997 EDT May 12', '1998 EDT May 11', '1999 EDT May 17']),
    goesOn: true,
  },
  {
    name: 'every Thursday in March, forever',
    start: '19970313T090000',
    rules: ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH'],
    expected: dates(['1997 EST Mar 13,20,27', '1998 EST Mar 5,12,19,26', '1999 EST Mar 4,11,18,25']),
    goesOn: true,
  },
  {
    name: 'every Thursday, but only during June, July, and August, forever',
    start: '19970605T090000',
    rules: ['FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8'],
    expected: dates([
      '1997 EDT Jun 5,12,19,26 Jul 3,10,17,24,31 Aug 7,14,21,28',
      '1998 EDT Jun 4,11,18,25 Jul 2,9,16,23,30 Aug 6,13,20,27',
      '1999 EDT Jun 3,10,17,24 Jul 1,8,15,22,29 Aug 5,12,19,26',
    ]),
    goesOn: true,
  },
  {
    name: 'every Friday the 13th, forever',
    start: '19970902T090000',
    exdates: ['19970902T090000'],
    rules: ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13'],
    expected: dates(['1998 EST Feb 13 Mar 13 Nov 13', '1999 EDT Aug 13', '2000 EDT Oct 13']),
    goesOn: true,
  },
  {
    name: 'the first Saturday that follows the first Sunday of the month, forever',
    start: '19970913T090000',
    rules: ['FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13'],
    expected: dates([
      '1997 EDT Sep 13 Oct 11',
      '1997 EST Nov 8 Dec 13',
      '1998 EST Jan 10 Feb 7 Mar 7',
      '1998 EDT Apr 11 May 9 Jun 13',
    ]),
    goesOn: true,
  },
  {
    name: 'every 4 years, the first Tuesday after a Monday in November, forever',
    start: '19961105T090000',
    rules: ['FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8'],
    expected: dates(['1996 EST Nov 5', '2000 EST Nov 7', '2004 EST Nov 2']),
    goesOn: true,
  },
  {
    name: 'the third instance into the month of one of Tuesday, Wednesday, or Thursday, for the next 3 months',
    start: '19970904T090000',
    rules: ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3'],
    expected: dates(['1997 EDT Sep 4 Oct 7', '1997 EST Nov 6']),
  },
  {
    name: 'the second-to-last weekday of the month',
    start: '19970929T090000',
    rules: ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2'],
    expected: dates(['1997 EDT Sep 29', '1997 EST Oct 30 Nov 27 Dec 30', '1998 EST Jan 29 Feb 26 Mar 30']),
    goesOn: true,
  },
  {
    // The RFC lists 15:00 as well, which its UNTIL of 17:00 UTC, 13:00 in New York, excludes; with 17:00 there it holds.
    name: 'every 3 hours from 9:00 AM to 5:00 PM on a specific day',
    start: '19970902T090000',
    rules: ['FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z'],
    expected: dates(['1997 EDT Sep 2'], ['09:00', '12:00', '15:00']),
  },
  {
    name: 'every 15 minutes for 6 occurrences',
    start: '19970902T090000',
    rules: ['FREQ=MINUTELY;INTERVAL=15;COUNT=6'],
    expected: dates(['1997 EDT Sep 2'], ['09:00', '09:15', '09:30', '09:45', '10:00', '10:15']),
  },
  {
    name: 'every hour and a half for 4 occurrences',
    start: '19970902T090000',
    rules: ['FREQ=MINUTELY;INTERVAL=90;COUNT=4'],
    expected: dates(['1997 EDT Sep 2'], ['09:00', '10:30', '12:00', '13:30']),
  },
  {
    name: 'every 20 minutes from 9:00 AM to 4:40 PM every day',
    start: '19970902T090000',
    rules: [
      'FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40',
      'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16',
    ],
    expected: dates(['1997 EDT Sep 2-3'], EVERY_TWENTY_MINUTES),
    goesOn: true,
  },
  {
    name: 'an example where the days generated makes a difference because of WKST: Monday',
    start: '19970805T090000',
    rules: ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO'],
    expected: dates(['1997 EDT Aug 5,10,19,24']),
  },
  {
    name: 'an example where the days generated makes a difference because of WKST: Sunday',
    start: '19970805T090000',
    rules: ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU'],
    expected: dates(['1997 EDT Aug 5,17,19,31']),
  },
  {
    name: 'an example where an invalid date (February 30) is ignored',
    start: '20070115T090000',
    rules: ['FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5'],
    expected: dates(['2007 EST Jan 15,30 Feb 15', '2007 EDT Mar 15,30']),
  },
  // Section 3.3.10, which names the start of the last one only.
  {
    name: 'every other day, 10 occurrences',
    start: '19970902T090000',
    rules: ['FREQ=DAILY;COUNT=10;INTERVAL=2'],
    expected: dates(['1997 EDT Sep 2,4,6,8,10,12,14,16,18,20']),
  },
  {
    name: 'the last work day of the month',
    start: '19970930T090000',
    rules: ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'],
    expected: dates(['1997 EDT Sep 30', '1997 EST Oct 31 Nov 28 Dec 31', '1998 EST Jan 30']),
    goesOn: true,
  },
  {
    name: 'every Sunday in January at 8:30 AM and 9:30 AM, every other year',
    start: '19970105T083000',
    rules: ['FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYDAY=SU;BYHOUR=8,9;BYMINUTE=30'],
    expected: dates(['1997 EST Jan 5,12,19,26', '1999 EST Jan 3,10,17,24,31'], ['08:30', '09:30']),
    goesOn: true,
  },
];
