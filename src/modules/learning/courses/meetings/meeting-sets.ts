import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { type Interval, overlaps } from '../../../../kernel/intervals.js';
import { PlannedBookingsApi } from '../../../scheduling/bookings/planned-bookings.api.js';
import { BookedRooms } from '../../sessions/sessions.api.js';
import { COURSE_TIMETABLE_CHANGED } from '../courses.events.js';
import type { MeetingDate, MeetingOutcome, PlannedRule } from './meeting.rules.js';
import { MeetingsRepository } from './meetings.repository.js';

/** A date of a set, and what becomes of it. */
export interface PlannedDate extends MeetingDate {
  readonly bookingId: string;
  readonly meetingId: string;
  readonly hostId: string | null;
  readonly outcome: MeetingOutcome;
}

/** What meetings that are made together share. */
export interface MeetingSet {
  readonly setId: string;
  readonly organizationId: string;
  /** The first one first, whose assignments say who hosts. */
  readonly offeringIds: readonly [string, ...string[]];
  readonly title: string;
  readonly location: string | null;
  /** Of the institution. */
  readonly timeZone: string;
  /** In the order of locks. */
  readonly bookableIds: readonly string[];
  readonly followsAssignments: boolean;
  /** Whose room for code it is; null: it has none. */
  readonly roomOwnerId: string | null;
  /** Null for dates that no rule gives. */
  readonly rule: PlannedRule | null;
}

/** Times that are given away by somebody who has not booked them yet, by bookable. */
export type Promised = ReadonlyMap<string, readonly Interval[]>;
const NOTHING: Promised = new Map();

/** Meetings that are made together: what would become of their dates, and making them. */
@Injectable()
export class MeetingSets {
  constructor(
    private readonly repository: MeetingsRepository,
    private readonly bookings: PlannedBookingsApi,
    private readonly sessions: BookedRooms,
    private readonly outbox: Outbox,
  ) {}

  /** What would become of the dates now. */
  async look(
    dates: readonly PlannedDate[],
    bookableIds: readonly string[],
    promised: Promised = NOTHING,
  ): Promise<PlannedDate[]> {
    const [first, last] = [dates[0], dates.at(-1)];
    if (!first || !last) return [];
    const hostIds = dates.flatMap(({ hostId, outcome }) => (outcome === 'created' && hostId !== null ? hostId : []));
    const taken = await this.bookings.takenTimes([...hostIds, ...bookableIds], { start: first.start, end: last.end });
    const isTaken = (id: string, date: Interval) =>
      [taken, promised].some((times) => times.get(id)?.some((time) => overlaps(time, date)) === true);
    const isAway = await this.bookings.isAnyAway([...hostIds, ...bookableIds], { start: first.start, end: last.end });
    const looked: PlannedDate[] = [];
    for (const date of dates) {
      const { hostId } = date;
      if (date.outcome !== 'created' || hostId === null) {
        looked.push(date);
        continue;
      }
      const isAnyAway = isAway && (await this.bookings.isAnyAway([hostId, ...bookableIds], date));
      const isHostTaken = isTaken(hostId, date) || (isAnyAway && (await this.bookings.isAnyAway([hostId], date)));
      const isRoomTaken = isAnyAway || bookableIds.some((id) => isTaken(id, date));
      const outcome = isHostTaken ? 'host_taken' : isRoomTaken ? 'room_taken' : date.outcome;
      looked.push({ ...date, outcome });
    }
    return looked;
  }

  /** Makes those that can be made; the others have the reason as their outcome. */
  async make(actorId: string, set: MeetingSet, planned: readonly PlannedDate[]): Promise<PlannedDate[]> {
    const { organizationId, offeringIds, title, location, timeZone, bookableIds, roomOwnerId, rule } = set;
    const [offeringId] = offeringIds;
    const times = planned.flatMap(({ bookingId, hostId, outcome, start, end }) =>
      outcome === 'created' && hostId !== null
        ? [{ bookingId, hostId, start: new Date(start), end: new Date(end) }]
        : [],
    );
    const sessionId =
      roomOwnerId === null
        ? null
        : await this.sessions.open({ ownerId: roomOwnerId, organizationId, title, language: null });
    const plan = { actorId, organizationId, title, location, timeZone, bookableIds, sessionId };
    const booked = await this.bookings.book(plan, times);
    const isMade = ({ bookingId }: PlannedDate) => booked.has(bookingId);
    const made = planned.filter(isMade);
    await this.repository.insert(
      set,
      made.map(({ meetingId: id, bookingId, start }) => ({ id, bookingId, start: new Date(start) })),
      offeringIds,
    );
    if (rule && made.length > 0) await this.repository.keepRule(set, rule);
    if (made.length > 0)
      await this.outbox.append(COURSE_TIMETABLE_CHANGED, {
        ...{ offeringId, organizationId, actorId, fact: 'planned' as const },
        meetingIds: made.map(({ meetingId }) => meetingId),
      });
    const refused = await this.look(
      planned.filter((date) => date.outcome === 'created' && !isMade(date)),
      bookableIds,
    );
    const reasons = new Map(refused.map(({ meetingId, outcome }) => [meetingId, outcome]));
    return planned.map((date) => {
      const reason = reasons.get(date.meetingId);
      // Whoever took the time may have given it back meanwhile.
      return reason === undefined ? date : { ...date, outcome: reason === 'created' ? 'host_taken' : reason };
    });
  }
}
