import type { RecurrenceSet } from '../../../infra/calendar/recurrence.js';
import { parseRule } from '../../../infra/calendar/recurrence-rule.js';
import { DAY } from '../../../kernel/clock.js';
import { planSeries, type SeriesPlan } from './series-plan.js';

const now = new Date('2027-01-01T00:00:00Z');

function setOf(rule: string, start = '20270104T090000'): RecurrenceSet {
  return { start, timeZone: 'UTC', rule: parseRule(rule), rdates: [], exdates: [] };
}

/** What the worker does over the years: books what is due each time it is time to look. */
function live(set: RecurrenceSet, rounds: number): { readonly booked: string[]; readonly plans: SeriesPlan[] } {
  const booked: { id: string; start: number }[] = [];
  const plans: SeriesPlan[] = [];
  let at: Date | null = now;
  while (at !== null && plans.length < rounds) {
    const moment: Date = at;
    const upcoming = booked.filter(({ start }) => start > moment.getTime()).map(({ start }) => new Date(start));
    const plan = planSeries(set, { now: moment, decidedThrough: booked.at(-1)?.id ?? null, upcoming });
    booked.push(...plan.due);
    plans.push(plan);
    at = plan.extendAt;
  }
  return { booked: booked.map(({ id }) => id), plans };
}

it('books half a year ahead, and the next date half a year before it', () => {
  const { due, extendAt } = planSeries(setOf('FREQ=WEEKLY'), { now, decidedThrough: null, upcoming: [] });
  expect(due).toHaveLength(26);
  expect(due.at(-1)?.id).toBe('20270628T090000');
  expect(extendAt).toEqual(new Date(Date.parse('2027-07-05T09:00:00Z') - 180 * DAY));
});

it('books a hundred dates at most, and the next when one of them is over', () => {
  const { due, extendAt } = planSeries(setOf('FREQ=DAILY'), { now, decidedThrough: null, upcoming: [] });
  expect(due).toHaveLength(100);
  expect(extendAt).toEqual(new Date('2027-01-04T09:00:00Z'));
});

it('books one date of a rule that recurs after the horizon', () => {
  const { due, extendAt } = planSeries(setOf('FREQ=YEARLY', '20280104T090000'), {
    now,
    decidedThrough: null,
    upcoming: [],
  });
  expect(due.map(({ id }) => id)).toEqual(['20280104T090000']);
  expect(extendAt).toEqual(new Date('2028-01-04T09:00:00Z'));
});

it('does not look again when the series has no further dates', () => {
  expect(planSeries(setOf('FREQ=WEEKLY;COUNT=3'), { now, decidedThrough: null, upcoming: [] }).extendAt).toBeNull();
});

it('loses dates that passed before anybody looked, and no others', () => {
  const late = new Date('2027-03-01T12:00:00Z');
  const plan = planSeries(setOf('FREQ=WEEKLY'), { now: late, decidedThrough: '20270111T090000', upcoming: [] });
  expect(plan.due[0]?.id).toBe('20270308T090000');
});

it.each(['FREQ=WEEKLY;COUNT=80', 'FREQ=DAILY;COUNT=300', 'FREQ=YEARLY;COUNT=4', 'FREQ=DAILY;BYHOUR=1,2,3,4;COUNT=500'])(
  'books every date of %s once, in order',
  (rule) => {
    const start = rule.includes('BYHOUR') ? '20270104T010000' : '20270104T090000';
    const { booked, plans } = live(setOf(rule, start), 1000);
    expect(plans.at(-1)?.extendAt).toBeNull();
    expect(booked).toHaveLength(Number(/COUNT=(\d+)/.exec(rule)?.[1]));
    expect(booked).toEqual([...new Set(booked)].sort());
  },
);
