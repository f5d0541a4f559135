import { MINUTE } from '../../kernel/clock.js';
import { contentLine, textLine, utcStamp } from './content-line.js';
import {
  type CalendarAttendee,
  type CalendarMethod,
  type CalendarPerson,
  mailto,
  type Participation,
  quotable,
} from './icalendar.js';
import { formatRule, type RecurrenceRule } from './recurrence-rule.js';
import { toInstant, toWallTime, type WallTime } from './wall-time.js';
import { zoneComponent } from './zone-component.js';

interface EventDetails {
  /** SEQUENCE: grows with every change; calendars ignore lower ones. */
  readonly sequence: number;
  readonly isCancelled: boolean;
  readonly summary: string;
  readonly description: string | null;
  readonly location: string | null;
  readonly attendees: readonly CalendarAttendee[];
  readonly createdAt: Date;
  /** LAST-MODIFIED; also the DTSTAMP, so that the same state gives the same bytes. */
  readonly lastModified: Date;
}

/** The master component: the recurrence rule, and the properties of every instance without an override. */
export interface SeriesMaster extends EventDetails {
  readonly start: WallTime;
  readonly durationMinutes: number;
  readonly rule: RecurrenceRule;
  readonly rdates: readonly WallTime[];
  /** Also instances that were cancelled or never got their time. */
  readonly exdates: readonly WallTime[];
}

/** An overridden instance (a component with RECURRENCE-ID). */
export interface SeriesInstance extends EventDetails {
  readonly recurrenceId: WallTime;
  readonly start: Date;
  readonly end: Date;
}

export interface SeriesCalendar {
  /** UID, the same for the master and all instances. */
  readonly uid: string;
  readonly method: CalendarMethod;
  /** IANA name. */
  readonly timeZone: string;
  readonly organizer: CalendarPerson;
  /** Null when the message is about single instances only. */
  readonly master: SeriesMaster | null;
  readonly instances: readonly SeriesInstance[];
}

const PARTICIPATION: Readonly<Record<Participation, string>> = {
  'needs-action': 'NEEDS-ACTION',
  accepted: 'ACCEPTED',
  declined: 'DECLINED',
  tentative: 'TENTATIVE',
};

/** UID of a series, the same in invitations and downloads. */
export function seriesUid(seriesId: string): string {
  return `${seriesId}@lyceum`;
}

/**
 * A series as one iCalendar object (RFC 5545): the master with its rule, and a component with RECURRENCE-ID for each
 * instance that differs. Times are local to the zone, whose rules come along, so that an instance stays at its hour
 * when clocks change; ends are durations, because an end on the clock may be read as another one. PUBLISH carries no attendees (RFC 5546, section 3.2.1).
 */
export function seriesCalendar(series: SeriesCalendar): string {
  const { timeZone, master, instances } = series;
  const starts = instances.map(({ start }) => start.getTime());
  const earliest = Math.min(...starts, master ? toInstant(master.start, timeZone) : Infinity);
  return [
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Lyceum//Lyceum//EN\r\nCALSCALE:GREGORIAN\r\n',
    contentLine('METHOD', series.method),
    zoneComponent(timeZone, earliest),
    master ? masterEvent(series, master) : '',
    ...instances.map((instance) => instanceEvent(series, instance)),
    'END:VCALENDAR\r\n',
  ].join('');
}

function masterEvent(series: SeriesCalendar, master: SeriesMaster): string {
  const { timeZone } = series;
  return event(series, master, [
    local('DTSTART', timeZone, [master.start]),
    contentLine('DURATION', `PT${master.durationMinutes}M`),
    contentLine('RRULE', formatRule(master.rule)),
    master.rdates.length > 0 ? local('RDATE', timeZone, master.rdates) : '',
    master.exdates.length > 0 ? local('EXDATE', timeZone, master.exdates) : '',
  ]);
}

function instanceEvent(series: SeriesCalendar, instance: SeriesInstance): string {
  const { timeZone } = series;
  const minutes = Math.round((instance.end.getTime() - instance.start.getTime()) / MINUTE);
  return event(series, instance, [
    local('RECURRENCE-ID', timeZone, [instance.recurrenceId]),
    moment('DTSTART', timeZone, instance.start),
    contentLine('DURATION', `PT${minutes}M`),
  ]);
}

function event({ uid, method, organizer }: SeriesCalendar, details: EventDetails, times: readonly string[]): string {
  const { description, location, createdAt, lastModified } = details;
  return [
    'BEGIN:VEVENT\r\n',
    textLine('UID', uid),
    contentLine('SEQUENCE', String(details.sequence)),
    contentLine('DTSTAMP', utcStamp(lastModified)),
    contentLine('CREATED', utcStamp(createdAt)),
    contentLine('LAST-MODIFIED', utcStamp(lastModified)),
    ...times,
    contentLine('STATUS', details.isCancelled ? 'CANCELLED' : 'CONFIRMED'),
    textLine('SUMMARY', details.summary),
    description ? textLine('DESCRIPTION', description) : '',
    location ? textLine('LOCATION', location) : '',
    contentLine(`ORGANIZER;CN="${quotable(organizer.name ?? organizer.email)}"`, `mailto:${mailto(organizer.email)}`),
    ...(method === 'PUBLISH' ? [] : details.attendees.map(attendee)),
    'END:VEVENT\r\n',
  ].join('');
}

function attendee({ email, name, status }: CalendarAttendee): string {
  const parameters = [
    `CN="${quotable(name ?? email)}"`,
    'ROLE=REQ-PARTICIPANT',
    `PARTSTAT=${PARTICIPATION[status]}`,
    ...(status === 'needs-action' ? ['RSVP=TRUE'] : []),
  ];
  return contentLine(`ATTENDEE;${parameters.join(';')}`, `mailto:${mailto(email)}`);
}

/** In the zone of the series; the second of an ambiguous local time can only be written in UTC (RFC 5545, 3.3.5). */
function moment(name: string, timeZone: string, time: Date): string {
  const wall = toWallTime(time.getTime(), timeZone);
  return toInstant(wall, timeZone) === time.getTime()
    ? local(name, timeZone, [wall])
    : contentLine(name, utcStamp(time));
}

function local(name: string, timeZone: string, times: readonly WallTime[]): string {
  return contentLine(`${name};TZID=${timeZone}`, times.join(','));
}
