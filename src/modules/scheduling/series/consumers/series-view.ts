import { Injectable } from '@nestjs/common';
import type { CalendarAttendee, Participation } from '../../../../infra/calendar/icalendar.js';
import { describeRule } from '../../../../infra/calendar/rule-text.js';
import { seriesCalendar, type SeriesInstance, seriesUid } from '../../../../infra/calendar/series-calendar.js';
import { Clock } from '../../../../kernel/clock.js';
import { DEFAULT_LANGUAGE, type Language } from '../../../../kernel/language.js';
import {
  BookingInstancesApi,
  type InstanceDetails,
  type InstancePerson,
  withRoom,
} from '../../bookings/booking-instances.api.js';
import { calendarUserOf, type UserRecord } from '../../../people/users/users.api.js';
import { type SeriesRecord, SeriesRepository } from '../series.repository.js';
import { MOST_UPCOMING, recurrenceOf } from '../series.rules.js';
import type { Recipient, SeriesAudience } from './series-audience.js';

/** How many dates an e-mail lists. */
const SHOWN_DATES = 5;
/** How many of the latest cancelled instances a calendar is told of. */
const MOST_EXCEPTIONS = 500;

const PARTICIPATION: Readonly<Record<InstanceDetails['attendees'][number]['status'], Participation>> = {
  needs_action: 'needs-action',
  accepted: 'accepted',
  declined: 'declined',
};

type Reader = Pick<Recipient, 'userId' | 'email'>;
type Accounts = ReadonlyMap<string, UserRecord>;

/** A series as e-mails and calendars show it: as it is when they are written. */
@Injectable()
export class SeriesView {
  constructor(
    private readonly repository: SeriesRepository,
    private readonly instances: BookingInstancesApi,
    private readonly clock: Clock,
  ) {}

  /** What the e-mails tell. */
  async details({ series, organizerName, attendeeNames }: SeriesAudience) {
    const now = this.clock.now();
    const upcoming = await this.instances.upcoming(series.id, now, SHOWN_DATES);
    const skips = await this.repository.listSkips(series.id);
    const { title, timeZone, location, description } = series;
    return {
      title,
      rule: this.rule(series, null),
      timeZone,
      dates: upcoming.map(({ start, end }) => ({ start: start.toISOString(), end: end.toISOString() })),
      skippedDates: skips
        .filter(({ startsAt }) => startsAt > now)
        .slice(-SHOWN_DATES)
        .map(({ startsAt }) => startsAt.toISOString()),
      organizerName,
      attendeeNames,
      location,
      description,
    };
  }

  /** The readers' own links into its room; null where it has none. */
  roomUrls({ series }: SeriesAudience): Promise<(reader: Reader) => Promise<string | null>> {
    return this.instances.roomUrlsOf(series);
  }

  /** When it is, in words. */
  rule(series: SeriesRecord, language: Language | null): string {
    return describeRule(recurrenceOf(series), language ?? DEFAULT_LANGUAGE);
  }

  /**
   * Master and instances that differ; what was cancelled or skipped is no instance, and neither is for the reader what
   * they were taken off, or have in the calendar by itself.
   * @returns the calendar for one reader; those who have the same instances and the same link into the room share it
   */
  async calendars(
    audience: SeriesAudience,
    method: 'REQUEST' | 'CANCEL',
  ): Promise<(reader: Reader, roomUrl: string | null) => string> {
    const { series, accounts } = audience;
    const { id, title: summary, description, location, timeZone, durationMinutes, sequence, createdAt } = series;
    const set = recurrenceOf(series);
    const cancelled = series.status === 'cancelled' ? [] : await this.instances.cancelled(id, MOST_EXCEPTIONS);
    const overrides = await this.instances.overrides(id, this.clock.now(), MOST_UPCOMING);
    const skips = await this.repository.listSkips(id);
    const exdates = [...set.exdates, ...cancelled, ...skips.map(({ recurrenceId }) => recurrenceId)];
    const attendees = series.people.flatMap((person) => toAttendee(person, 'needs-action', accounts));
    const isCancelled = method === 'CANCEL';
    const write = (theirs: readonly InstanceDetails[], roomUrl: string | null): string =>
      seriesCalendar({
        uid: seriesUid(id),
        method,
        timeZone,
        organizer: calendarUserOf(series.organizerId, accounts.get(series.organizerId)),
        master: {
          start: set.start,
          durationMinutes,
          rule: set.rule,
          rdates: set.rdates,
          exdates: [...new Set([...exdates, ...datesOf(overrides.filter((one) => !theirs.includes(one)))])].sort(),
          sequence,
          isCancelled,
          summary,
          ...withRoom({ description, location }, roomUrl),
          attendees,
          createdAt,
          lastModified: series.updatedAt,
        },
        instances: isCancelled ? [] : theirs.map((override) => toInstance(withRoom(override, roomUrl), accounts)),
      });
    const copies = new Map<string, string>();
    return (reader, roomUrl) => {
      const theirs = overrides.filter((override) => reader.userId === series.organizerId || isTheirs(override, reader));
      const key = [...datesOf(theirs), roomUrl].join();
      const copy = copies.get(key) ?? write(theirs, roomUrl);
      copies.set(key, copy);
      return copy;
    };
  }
}

function datesOf(overrides: readonly InstanceDetails[]): string[] {
  return overrides.map(({ recurrenceId }) => recurrenceId);
}

/** Whether the reader has it with the series. */
function isTheirs({ attendees, apart }: InstanceDetails, reader: Reader): boolean {
  const isReader = ({ userId, email }: Pick<InstancePerson, 'userId' | 'email'>): boolean =>
    reader.userId === null
      ? userId === null && email?.toLowerCase() === reader.email.toLowerCase()
      : userId === reader.userId;
  return attendees.some(isReader) && !apart.some(isReader);
}

function toInstance(override: InstanceDetails, accounts: Accounts): SeriesInstance {
  const { title: summary, updatedAt: lastModified, ...rest } = override;
  const attendees = override.attendees.flatMap((person) => toAttendee(person, PARTICIPATION[person.status], accounts));
  return { ...rest, summary, lastModified, isCancelled: false, attendees };
}

/** Nobody when the person was forgotten. */
function toAttendee(person: InstancePerson, status: Participation, accounts: Accounts): CalendarAttendee[] {
  if (person.email !== null) return [{ email: person.email, name: person.name ?? undefined, status }];
  const account = person.userId === null ? undefined : accounts.get(person.userId);
  return account ? [{ email: account.email, name: account.name, status }] : [];
}
