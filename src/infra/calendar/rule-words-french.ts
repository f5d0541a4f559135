import type { RecurrenceRule, Weekday } from './recurrence-rule.js';
import { listed, monthName, type RuleWords, twoDigits } from './rule-words.js';

const WEEKDAY_NAMES: Readonly<Record<Weekday, string>> = {
  MO: 'lundi',
  TU: 'mardi',
  WE: 'mercredi',
  TH: 'jeudi',
  FR: 'vendredi',
  SA: 'samedi',
  SU: 'dimanche',
};
/** One of them, and several with their article. */
const PERIODS: Readonly<Record<RecurrenceRule['frequency'], readonly [one: string, many: (count: number) => string]>> =
  {
    SECONDLY: ['seconde', (count) => `toutes les ${count} secondes`],
    MINUTELY: ['minute', (count) => `toutes les ${count} minutes`],
    HOURLY: ['heure', (count) => `toutes les ${count} heures`],
    DAILY: ['jour', (count) => `tous les ${count} jours`],
    WEEKLY: ['semaine', (count) => `toutes les ${count} semaines`],
    MONTHLY: ['mois', (count) => `tous les ${count} mois`],
    YEARLY: ['année', (count) => `tous les ${count} ans`],
  };

const list = (items: readonly string[]) => listed(items, 'et');
const month = (number: number) => monthName(number, 'fr');

const dayOf = (day: number) => (day === 1 ? '1er' : `${day}`);
const ordinal = (position: number) => (position === 1 ? '1er' : `${position}e`);

/** `le 3e vendredi`, `le dernier vendredi`, `le 2e vendredi à partir de la fin`. */
function the(position: number, noun: string): string {
  if (position === -1) return `le dernier ${noun}`;
  return position > 0 ? `le ${ordinal(position)} ${noun}` : `le ${ordinal(-position)} ${noun} à partir de la fin`;
}

function weeks(numbers: readonly number[]): string {
  const counted = numbers.filter((week) => week > 0).map(String);
  const fromEnd = numbers
    .filter((week) => week < 0)
    .map((week) => (week === -1 ? 'la dernière semaine' : `la ${-week}e semaine à partir de la fin`));
  const named = counted.length > 0 ? [`${counted.length > 1 ? 'les semaines' : 'la semaine'} ${list(counted)}`] : [];
  return list([...named, ...fromEnd]);
}

export const FRENCH_RULE_WORDS: RuleWords = {
  every: (interval, frequency) => {
    const [one, many] = PERIODS[frequency];
    return interval === 1 ? `chaque ${one}` : many(interval);
  },
  everyWorkday: 'chaque jour ouvré',
  weekday: (weekday, position) =>
    position === null ? `le ${WEEKDAY_NAMES[weekday]}` : the(position, WEEKDAY_NAMES[weekday]),
  onWeekdays: (days) => days,
  onMonthDays: (days) => `${list(days.map((day) => (day > 0 ? `le ${dayOf(day)}` : the(day, 'jour'))))} du mois`,
  onYearDays: (days) => `${list(days.map((day) => the(day, 'jour')))} de l’année`,
  inWeeks: (numbers) => `dans ${weeks(numbers)}`,
  inMonths: (months) => `en ${list(months.map(month))}`,
  clockTime: (hour, minute, second) => `${hour}:${twoDigits(minute)}${second > 0 ? `:${twoDigits(second)}` : ''}`,
  at: (times) => `à ${times}`,
  onlyThe: (positions) => `seulement ${list(positions.map((position) => the(position, 'jour')))} d’entre eux`,
  times: (count) => (count === 1 ? 'une fois' : `${count} fois`),
  until: (date) => `jusqu’au ${dayOf(date.getUTCDate())} ${month(date.getUTCMonth() + 1)} ${date.getUTCFullYear()}`,
  list,
};
