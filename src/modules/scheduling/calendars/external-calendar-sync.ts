import { Injectable } from '@nestjs/common';
import { CircuitBreakers, type Pass } from '../../../infra/circuits/circuit-breakers.js';
import { Transactions } from '../../../infra/database/transactions.js';
import { Logger } from '../../../infra/telemetry/logger.js';
import { Clock, DAY, SECOND } from '../../../kernel/clock.js';
import { addressKey } from '../../../kernel/email-address.js';
import type { Interval } from '../../../kernel/intervals.js';
import { DEFAULT_LANGUAGE } from '../../../kernel/language.js';
import { AvailabilityApi } from '../availability/availability.api.js';
import { BookingFeedsApi } from '../bookings/booking-feeds.api.js';
import { NotificationsApi } from '../../messages/notifications/notifications.api.js';
import { UsersApi } from '../../people/users/users.api.js';
import { CALENDAR_NOTICE_TEXTS } from './calendar-notice-texts.js';
import { CalendarAddresses } from './calendar-addresses.js';
import { CalendarFetch, type Fetched, type Validators } from './calendar-fetch.js';
import { CALENDAR_SERVERS, calendarServerOf } from './calendar-servers.js';
import {
  basisHash,
  busyWindow,
  FAILURES_UNTIL_NOTICE,
  mayAskForChange,
  pauseUntilNext,
  pauseUntilServerIsAsked,
  type ReadingBasis,
} from './external-calendar.rules.js';
import { ExternalCalendarsRepository, type LeasedCalendar, type SyncRecord } from './external-calendars.repository.js';
import { CalendarFault } from './reading/calendar-fault.js';
import { CalendarReader } from './reading/calendar-reader.js';
import type { BookingTime, BusyTimes } from './reading/read-busy-times.js';
import { ExternalCalendarConfig } from './calendars.config.js';

/** One address, which is somebody's own, keeps the others of its host waiting no longer. */
const LONGEST_SERVER_PAUSE_SECONDS = 300;

interface Failure {
  readonly kind: 'failed';
  readonly error: { readonly code: string; readonly message: string };
  readonly retryAfterMs: number | null;
  /** Whether the busy times that are stored are to be deleted. */
  readonly isFinal?: boolean;
  /** Its server is left alone at the moment: nothing was tried, so that nothing failed. */
  readonly putOffMs?: number;
}

type Look =
  | {
      readonly kind: 'read';
      readonly busy: readonly Interval[];
      readonly times: Pick<BusyTimes, 'eventCount' | 'skippedCount' | 'notes'>;
      readonly readWith: string;
      readonly validators: Validators;
    }
  | { readonly kind: 'unchanged' }
  | Failure;

/** Syncs one external calendar, and records the result. */
@Injectable()
export class ExternalCalendarSync {
  constructor(
    private readonly repository: ExternalCalendarsRepository,
    private readonly addresses: CalendarAddresses,
    private readonly fetch: CalendarFetch,
    private readonly circuits: CircuitBreakers,
    private readonly reader: CalendarReader,
    private readonly availability: AvailabilityApi,
    private readonly bookings: BookingFeedsApi,
    private readonly users: UsersApi,
    private readonly notifications: NotificationsApi,
    private readonly transactions: Transactions,
    private readonly config: ExternalCalendarConfig,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  async run(calendar: LeasedCalendar): Promise<void> {
    const look = await this.look(calendar).catch((error: unknown) => {
      this.logger.failure('external_calendar.sync_failed', error, { calendarId: calendar.id });
      return failed('internal_error', 'Something went wrong on our side.');
    });
    await this.transactions.run(() => this.record(calendar, look));
    this.logger.event('external_calendar.synced', {
      calendarId: calendar.id,
      outcome: look.kind === 'failed' ? look.error.code : look.kind,
    });
  }

  private async look(calendar: LeasedCalendar): Promise<Look> {
    const owner = await this.users.findById(calendar.ownerId);
    const bookable = owner?.isActive ? await this.availability.findPlannedBy(owner.id, calendar.bookableId) : null;
    if (!owner || !bookable)
      return { ...failed('bookable_not_yours', 'You do not manage what the calendar is for any more.'), isFinal: true };
    const url = this.addresses.open(calendar);
    if (url === null) return failed('url_lost', 'The address cannot be read any more. Enter it again.');
    // For a room no attendee's reply means that it is free.
    const isOwn = bookable.id === owner.id;
    const basis: ReadingBasis = {
      timeZone: bookable.timeZone ?? owner.timeZone,
      addresses: isOwn ? [addressKey(owner.email)] : [],
      attendingCounts: isOwn && owner.busyWhenAttending,
    };
    return this.read(calendar, url, basis);
  }

  private async read(calendar: LeasedCalendar, url: string, basis: ReadingBasis): Promise<Look> {
    const at = this.clock.now();
    const readWith = basisHash(basis, process.versions['tz'] ?? '');
    const last = { readAt: calendar.readAt === null ? null : new Date(calendar.readAt), readWith: calendar.readWith };
    const entry = await this.circuits.enter(CALENDAR_SERVERS, calendarServerOf(url));
    if (!entry.pass) return putOff(entry.retryInMs);
    const fetched = await this.fetch.get(url, mayAskForChange(last, { at, with: readWith }) ? calendar : null);
    await this.tellCircuit(entry.pass, fetched);
    if (fetched.kind !== 'file') return fetched;
    const { file, contentType, validators } = fetched;
    const { timeZone, addresses } = basis;
    try {
      const times = await this.reader.read({ file, contentType, window: busyWindow(at), timeZone, addresses });
      const busy = await this.withoutEchoes(calendar.bookableId, times, basis.attendingCounts);
      return { kind: 'read', busy, times, readWith, validators };
    } catch (error) {
      if (error instanceof CalendarFault) return failed(error.code, error.message);
      throw error;
    }
  }

  private tellCircuit(pass: Pass, fetched: Fetched): Promise<void> {
    if (fetched.kind !== 'failed' || fetched.server === 'answers') return this.circuits.succeeded(pass);
    if (fetched.server === 'not_asked') return this.circuits.unused(pass);
    const retryAfterSeconds = Math.min((fetched.retryAfterMs ?? 0) / SECOND, LONGEST_SERVER_PAUSE_SECONDS);
    return this.circuits.failed(pass, fetched.error.message, retryAfterSeconds);
  }

  /**
   * Removes echoes: events that the calendar got from our own invitations. Bookings that make the person busy do so by
   * themselves: an echo would keep them from being moved, and outlive their cancellation. Where a booking does not make
   * the person busy, the echo counts.
   */
  private async withoutEchoes(
    bookableId: string,
    { busy, bookings }: BusyTimes,
    attendingCounts: boolean,
  ): Promise<Interval[]> {
    const ids = [...new Set(bookings.map(({ bookingId }) => bookingId))];
    const known = await this.bookings.knowing(bookableId, ids, attendingCounts);
    const isEcho = ({ bookingId, start }: BookingTime) => {
      const until = known.get(bookingId);
      return until !== undefined && (until === null || start < until.getTime());
    };
    return [...busy, ...bookings.filter((time) => !isEcho(time))];
  }

  private async record(calendar: LeasedCalendar, look: Look): Promise<void> {
    const sync = this.toRecord(calendar, look);
    if (!(await this.repository.record(calendar, sync))) return this.forgetServer(calendar);
    const { id, bookableId } = calendar;
    if (look.kind === 'read') await this.availability.replaceBusyTimes(bookableId, id, look.busy);
    if (look.kind !== 'failed') return;
    if (look.isFinal) await this.availability.replaceBusyTimes(bookableId, id, []);
    if (look.putOffMs === undefined && sync.failures === FAILURES_UNTIL_NOTICE) await this.tell(calendar, look);
  }

  /** Of a calendar that was deleted, or got another address, while it was read: its name, which may be theirs, goes too. */
  private async forgetServer(calendar: LeasedCalendar): Promise<void> {
    const url = this.addresses.open(calendar);
    if (url !== null) await this.circuits.forget(CALENDAR_SERVERS, calendarServerOf(url));
  }

  private toRecord(calendar: LeasedCalendar, look: Look): SyncRecord {
    const at = this.clock.now();
    if (look.kind === 'failed') return this.failureRecord(calendar, look, at);
    const after = this.pause(0, null);
    const success = { at, nextSyncAt: new Date(at.getTime() + after), status: 'ok', error: null, failures: 0 } as const;
    if (look.kind !== 'read') return { ...success, ...known(calendar) };
    const { eventCount, skippedCount, notes } = look.times;
    return { ...success, eventCount, skippedCount, notes, readAt: at, readWith: look.readWith, ...look.validators };
  }

  private failureRecord(calendar: LeasedCalendar, failed: Failure, at: Date): SyncRecord {
    const { error, retryAfterMs, isFinal, putOffMs } = failed;
    const failures = calendar.failures + (putOffMs === undefined ? 1 : 0);
    const pause = isFinal ? DAY : (putOffMs ?? this.pause(failures, retryAfterMs));
    const nextSyncAt = new Date(at.getTime() + pause);
    const failure = { at, nextSyncAt, status: 'error', error, failures } as const;
    return { ...failure, ...(isFinal ? NOTHING : known(calendar)) };
  }

  private pause(failures: number, retryAfterMs: number | null): number {
    return pauseUntilNext({ everyMs: this.config.everyMs, failures, retryAfterMs, random: Math.random() });
  }

  private async tell({ id, ownerId, name, leasedUntil }: LeasedCalendar, { error, isFinal }: Failure): Promise<void> {
    const language = (await this.users.findById(ownerId))?.language ?? DEFAULT_LANGUAGE;
    const { title, failure, kept } = CALENDAR_NOTICE_TEXTS[language];
    const message = failure(error);
    await this.notifications.notify([
      {
        userId: ownerId,
        type: 'EXTERNAL_CALENDAR_FAILED',
        title: title(name),
        message: isFinal ? message : `${message} ${kept}`,
        language,
        metadata: { externalCalendarId: id, code: error.code },
        cause: `external-calendar:${id}:${leasedUntil}`,
      },
    ]);
  }
}

type Known = Pick<
  SyncRecord,
  'eventCount' | 'skippedCount' | 'notes' | 'readAt' | 'readWith' | 'etag' | 'lastModified'
>;

const NOTHING: Known = {
  eventCount: null,
  skippedCount: null,
  notes: [],
  readAt: null,
  readWith: null,
  etag: null,
  lastModified: null,
};

/** The state of the last successful read. */
function known(calendar: LeasedCalendar): Known {
  const { eventCount, skippedCount, notes, readAt, readWith, etag, lastModified } = calendar;
  return { eventCount, skippedCount, notes, readAt, readWith, etag, lastModified };
}

function failed(code: string, message: string): Failure {
  return { kind: 'failed', error: { code, message }, retryAfterMs: null };
}

function putOff(retryInMs: number): Failure {
  const message = 'The server does not answer at the moment. It is asked again in a few minutes.';
  return { ...failed('server_away', message), putOffMs: pauseUntilServerIsAsked(retryInMs, Math.random()) };
}
