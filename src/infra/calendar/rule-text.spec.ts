import { parseRule } from './recurrence-rule.js';
import { describeRule } from './rule-text.js';

it.each([
  ['FREQ=WEEKLY', 'every week on Monday at 9:30 AM'],
  ['FREQ=WEEKLY;BYDAY=MO,TH;COUNT=5', 'every week on Monday and Thursday at 9:30 AM 5 times'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every weekday at 9:30 AM'],
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;UNTIL=20271225T045959Z',
    'every 2 weeks on Monday, Wednesday and Friday at 9:30 AM until December 24, 2027',
  ],
  ['FREQ=DAILY;BYHOUR=0,12;BYMINUTE=0,30', 'every day at 12 AM, 12:30 AM, 12 PM and 12:30 PM'],
  ['FREQ=MONTHLY;BYDAY=1FR,-1SU', 'every month on the 1st Friday and the last Sunday at 9:30 AM'],
  ['FREQ=MONTHLY;BYMONTHDAY=-2,22', 'every month on the 2nd to last and 22nd day of the month at 9:30 AM'],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'every month on Monday, Tuesday, Wednesday, Thursday and Friday at 9:30 AM on the last of these dates',
  ],
  ['FREQ=YEARLY;BYMONTH=3,6;BYDAY=MO', 'every year on Monday in March and June at 9:30 AM'],
  ['FREQ=YEARLY;BYWEEKNO=-1,20,21', 'every year in weeks 20 and 21 and the last week at 9:30 AM'],
  ['FREQ=YEARLY;BYYEARDAY=1,100', 'every year on the 1st and 100th day of the year at 9:30 AM'],
])('%s: %s', (rule, expected) => {
  const set = { start: '20270104T093000', timeZone: 'America/New_York', rdates: [], exdates: [] };
  expect(describeRule({ ...set, rule: parseRule(rule) })).toBe(expected);
});
