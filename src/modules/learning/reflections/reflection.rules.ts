import { DAY } from '../../../kernel/clock.js';
import { dateOfDay, dayOf, dayOfDate, toInstant, toLocal, weekdayOf } from '../../../kernel/zoned-time.js';
import { weekOf } from '../courses/courses.api.js';

/** What students reflect on: each week of an offering, or the offering as a whole. */
export const REFLECTION_PERIODS = ['week', 'offering'] as const;
export type ReflectionPeriod = (typeof REFLECTION_PERIODS)[number];

/** Whether reflections are without a name: none of them, those whose author wants it, or all. */
export const ANONYMITIES = ['never', 'optional', 'always'] as const;
export type Anonymity = (typeof ANONYMITIES)[number];

/** Number that stands for the offering as a whole, in place of a week's. */
export const WHOLE_OFFERING = 0;

export const LONGEST_ANSWER = 4000;

/** Days that a reflection stays open after its week. */
export const OPEN_DAYS = { min: 0, max: 60 } as const;

/** What an institution says about reflections. */
export interface ReflectionTerms {
  readonly period: ReflectionPeriod;
  readonly anonymity: Anonymity;
  readonly openDays: number;
}

/** The same in the zone of the institution. */
export interface ReflectionRules extends ReflectionTerms {
  readonly timeZone: string;
}

export const USUAL_RULES: ReflectionTerms = { period: 'week', anonymity: 'optional', openDays: 7 };

interface Term {
  readonly startDate: string;
  /** The last day. */
  readonly endDate: string;
}

/** Days, both of them included; null: without a bound. */
export interface Days {
  readonly startDate: string | null;
  readonly endDate: string | null;
}

/** When a reflection can be written and changed: from `opensAt` until before `closesAt`. */
export interface Opening {
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/**
 * From the first day of the week, or of the offering, until so many days after the last have passed in the zone of the
 * institution.
 */
export function openingOf(term: Term, weekNumber: number, { openDays, timeZone }: ReflectionRules): Opening {
  const [from, to] = daysOf(term, weekNumber);
  const midnight = (day: number) => new Date(toInstant(timeZone, day * DAY));
  return { opensAt: midnight(from), closesAt: midnight(to + 1 + openDays) };
}

/** The first and the last day that are reflected on. */
function daysOf(term: Term, weekNumber: number): readonly [number, number] {
  const [first, last] = [dayOfDate(term.startDate), dayOfDate(term.endDate)];
  if (weekNumber === WHOLE_OFFERING) return [first, last];
  const monday = first - (weekdayOf(first) - 1) + (weekNumber - 1) * 7;
  return [Math.max(first, monday), Math.min(last, monday + 6)];
}

/** Whether some of these days are in the week. */
export function isInWeek({ startDate, endDate }: Days, term: Term, weekNumber: number): boolean {
  const [from, to] = daysOf(term, weekNumber);
  return (startDate === null || dayOfDate(startDate) <= to) && (endDate === null || dayOfDate(endDate) >= from);
}

export function isOpen({ opensAt, closesAt }: Opening, now: Date): boolean {
  return opensAt <= now && now < closesAt;
}

export function weeksOf({ startDate, endDate }: Term): number {
  return weekOf(startDate, endDate);
}

/** The week of an offering that it is now; before the first day it is the first, after the last day the last. */
export function presentWeek(term: Term, now: Date, timeZone: string): number {
  const today = dateOfDay(dayOf(toLocal(timeZone, now.getTime())));
  return Math.min(Math.max(1, weekOf(term.startDate, today)), weeksOf(term));
}

/** Whether it is anonymous, as the author wants it where the institution lets them choose; null where it does not. */
export function isAnonymous(anonymity: Anonymity, wanted: boolean | undefined): boolean | null {
  if (anonymity === 'optional') return wanted ?? false;
  const isSo = anonymity === 'always';
  return wanted === undefined || wanted === isSo ? isSo : null;
}

/** Among fewer people somebody would be recognised. */
const FEWEST = 5;

/** The answers to one week of an offering, or to all of it. */
export interface AnsweredCounts {
  readonly answered: number;
  readonly anonymous: number;
  /** When the first of those without a name was submitted; null without such. */
  readonly firstAnonymousAt: Date | null;
  /** How many may have written one of those without a name when it was submitted, at least; null where nobody counted. */
  readonly crowd: number | null;
}

/** An enrolment, as far as it says who may have written something. */
export interface MayHaveWritten extends Days {
  readonly createdAt: Date;
}

/**
 * How many may have written what is without a name: those who were enrolled when the first of it was submitted. Whoever is
 * enrolled later, or from a later day on, hides nobody.
 */
export function crowdOf(
  enrolled: readonly MayHaveWritten[],
  term: Term,
  weekNumber: number,
  submittedAt: Date,
  timeZone: string,
): number {
  const day = dateOfDay(dayOf(toLocal(timeZone, submittedAt.getTime())));
  return enrolled.filter(
    ({ createdAt, startDate, endDate }) =>
      createdAt <= submittedAt &&
      ((startDate !== null && startDate <= day && endDate === null) ||
        isInWeek({ startDate, endDate }, term, weekNumber)),
  ).length;
}

/** Whether what is without a name may be read: somebody would be recognised by it where fewer may have written it. */
export function isCrowd(count: number): boolean {
  return count >= FEWEST;
}

/**
 * Whether those who gave their name are shown by it. Not among fewer than five answers; and where some may be anonymous not
 * before it is closed, since the next answer would be that of somebody who is missing among the names, and only if at
 * least five remain who may have written those without.
 */
export function showsNames(
  { answered, anonymous }: AnsweredCounts,
  { crowd, isOver, anonymity }: { readonly crowd: number; readonly isOver: boolean; readonly anonymity: Anonymity },
): boolean {
  if (answered < FEWEST) return false;
  if (anonymous === 0 && anonymity === 'never') return true;
  return isOver && (anonymous === 0 || isCrowd(crowd - (answered - anonymous)));
}
