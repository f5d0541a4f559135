import ICAL from 'ical.js';
import { plainDates } from './plain-recurrence.js';

interface Entry {
  readonly sequence: number;
  readonly stamp: string;
  readonly isCancelled: boolean;
  readonly start: Date;
  readonly minutes: number;
  readonly summary: string;
  readonly rule: string | null;
  readonly rdates: readonly string[];
  readonly exdates: readonly string[];
}

interface Series {
  readonly master: Entry | null;
  /** By RECURRENCE-ID. */
  readonly overrides: ReadonlyMap<string, Entry>;
}

const NOTHING: Series = { master: null, overrides: new Map() };
/** No rule of a test goes on for longer. */
const FAR = new Date('2029-01-01T00:00:00Z');

/**
 * A calendar that is told of recurring events in UTC by e-mail, whatever comes first. Of each component, known by UID and
 * RECURRENCE-ID, it keeps the latest (RFC 5546, section 2.1.5), and a message with the whole series replaces what was
 * said of single instances before it.
 */
export class RecurringCalendar {
  private readonly series = new Map<string, Series>();
  /** The greatest SEQUENCE of anything with the UID so far. */
  private readonly greatest = new Map<string, number>();
  /** What a calendar takes for old that keeps one SEQUENCE for a whole series, in the order in which it came. */
  readonly tooOld: string[] = [];

  receive(file: string): void {
    const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
    const isCancelled = calendar.getFirstPropertyValue('method') === 'CANCEL';
    const components = calendar.getAllSubcomponents('vevent');
    const uid = String(components[0]?.getFirstPropertyValue('uid'));
    const known = this.series.get(uid) ?? NOTHING;
    const news = components.map((component) => ({ id: idOf(component), entry: toEntry(component, isCancelled) }));
    const master = news.find(({ id }) => id === null)?.entry ?? null;
    if (master && master.sequence < (this.greatest.get(uid) ?? 0)) this.tooOld.push(`${uid} ${master.sequence}`);
    this.greatest.set(uid, Math.max(this.greatest.get(uid) ?? 0, ...news.map(({ entry }) => entry.sequence)));
    const isNews = master !== null && isLater(master, known.master);
    const current = isNews ? master : known.master;
    const overrides = new Map([...known.overrides].filter(([, entry]) => !isNews || entry.sequence > master.sequence));
    for (const { id, entry } of news) {
      if (id === null || (current && entry.sequence < current.sequence)) continue;
      if (isLater(entry, overrides.get(id) ?? null)) overrides.set(id, entry);
    }
    this.series.set(uid, { master: current, overrides });
  }

  /** What it shows, `2031-03-03T09:00:00.000Z 60 Tutoring`. */
  get shown(): string[] {
    return [...this.series.values()].flatMap(occurrences).sort();
  }
}

function isLater(entry: Entry, known: Entry | null): boolean {
  if (!known || entry.sequence > known.sequence) return true;
  return entry.sequence === known.sequence && entry.stamp >= known.stamp;
}

function occurrences({ master, overrides }: Series): string[] {
  const alone = [...overrides.values()]
    .filter(({ isCancelled }) => !isCancelled)
    .map((entry) => show(entry, entry.start));
  if (!master || master.isCancelled) return alone;
  const dates = master.rule === null ? [master.start] : datesOf(master.rule, master.start);
  const ids = new Set([...dates.map(digitsOf), ...master.rdates]);
  const rest = [...ids].filter((id) => !master.exdates.includes(id) && !overrides.has(id));
  return [...alone, ...rest.map((id) => show(master, dateOf(id)))];
}

/** The last date may be UNTIL itself. */
function datesOf(rule: string, start: Date): Date[] {
  const until = /;?UNTIL=([^;]+)/.exec(rule);
  if (!until) return plainDates(rule, start, FAR);
  const end = new Date(dateOf(digits(until[1]!)).getTime() + 1);
  return plainDates(rule.replace(until[0], ''), start, end);
}

function show({ minutes, summary }: Entry, start: Date): string {
  return `${start.toISOString()} ${minutes} ${summary}`;
}

function idOf(component: ICAL.Component): string | null {
  const value = component.getFirstPropertyValue('recurrence-id');
  return value ? digits(String(value)) : null;
}

function toEntry(component: ICAL.Component, isCancelled: boolean): Entry {
  const value = (name: string): string => String(component.getFirstPropertyValue(name) ?? '');
  const dates = (name: string): string[] =>
    component.getAllProperties(name).flatMap((one) => one.getValues().map((date) => digits(String(date))));
  const duration = component.getFirstPropertyValue('duration') as ICAL.Duration | null;
  const start = dateOf(digits(value('dtstart')));
  return {
    sequence: Number(value('sequence')),
    stamp: value('dtstamp'),
    isCancelled,
    start,
    minutes: duration
      ? duration.toSeconds() / 60
      : (dateOf(digits(value('dtend'))).getTime() - start.getTime()) / 60_000,
    summary: value('summary'),
    rule: value('rrule') || null,
    rdates: dates('rdate'),
    exdates: dates('exdate'),
  };
}

/** `20310303T090000` */
function digits(time: string): string {
  return time.replace(/[-:]/g, '').slice(0, 15);
}

function digitsOf(date: Date): string {
  return digits(date.toISOString());
}

function dateOf(text: string): Date {
  return new Date(text.replace(/(....)(..)(..)T(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z'));
}
