const DAY_MS = 24 * 60 * 60 * 1000;

/** The first and the last day of something, `2031-03-03`. */
export interface Term {
  readonly startDate: string;
  readonly endDate: string;
}

/** Week of a term that a day is in: weeks begin on Mondays, and week 1 has the first day. */
export function weekOf({ startDate }: Term, day: string): number {
  return (mondayOf(day) - mondayOf(startDate)) / (7 * DAY_MS) + 1;
}

export function weeksIn(term: Term): number {
  return weekOf(term, term.endDate);
}

/** The week that is asked for, else the present one where whoever reads is; of those that there are. */
export function shownWeek(term: Term, asked: number | undefined, now = Date.now()): number {
  const wanted = asked ?? weekOf(term, dayHere(new Date(now)));
  return Math.min(Math.max(wanted, 1), weeksIn(term));
}

/** The days of a week within the term, both included. */
export function daysOf(term: Term, week: number): { readonly from: string; readonly to: string } {
  const monday = mondayOf(term.startDate) + (week - 1) * 7 * DAY_MS;
  const days = [dayAt(monday), dayAt(monday + 6 * DAY_MS)] as const;
  return {
    from: days[0] < term.startDate ? term.startDate : days[0],
    to: days[1] > term.endDate ? term.endDate : days[1],
  };
}

function mondayOf(day: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * DAY_MS;
}

function dayHere(now: Date): string {
  return dayAt(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

function dayAt(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
