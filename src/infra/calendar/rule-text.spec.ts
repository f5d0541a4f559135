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

it.each([
  ['FREQ=WEEKLY', 'chaque semaine le lundi à 9:30'],
  ['FREQ=WEEKLY;BYDAY=MO,TH;COUNT=5', 'chaque semaine le lundi et le jeudi à 9:30 5 fois'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'chaque jour ouvré à 9:30'],
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;UNTIL=20271202T045959Z',
    'toutes les 2 semaines le lundi, le mercredi et le vendredi à 9:30 jusqu’au 1er décembre 2027',
  ],
  ['FREQ=DAILY;BYHOUR=0,12;BYMINUTE=0,30', 'chaque jour à 0:00, 0:30, 12:00 et 12:30'],
  ['FREQ=MONTHLY;BYDAY=1FR,-1SU', 'chaque mois le 1er vendredi et le dernier dimanche à 9:30'],
  ['FREQ=MONTHLY;BYMONTHDAY=-2,22', 'chaque mois le 2e jour à partir de la fin et le 22 du mois à 9:30'],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
    'chaque mois le lundi et le mardi à 9:30 seulement le dernier jour d’entre eux',
  ],
  ['FREQ=YEARLY;BYMONTH=3,6;BYDAY=MO', 'chaque année le lundi en mars et juin à 9:30'],
  ['FREQ=YEARLY;BYWEEKNO=-1,20,21', 'chaque année dans les semaines 20 et 21 et la dernière semaine à 9:30'],
  ['FREQ=YEARLY;BYYEARDAY=1,100', 'chaque année le 1er jour et le 100e jour de l’année à 9:30'],
])('%s in French: %s', (rule, expected) => {
  const set = { start: '20270104T093000', timeZone: 'America/New_York', rdates: [], exdates: [] };
  expect(describeRule({ ...set, rule: parseRule(rule) }, 'fr')).toBe(expected);
});
