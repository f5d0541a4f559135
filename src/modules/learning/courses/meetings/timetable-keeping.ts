import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Clock } from '../../../../kernel/clock.js';
import { overlaps } from '../../../../kernel/intervals.js';
import { PlannedBookingsApi } from '../../../scheduling/bookings/planned-bookings.api.js';
import { COURSE_TIMETABLE_CHANGED } from '../courses.events.js';
import type { CourseOffering } from '../offerings/offering.entity.js';
import { OfferingsRepository } from '../offerings/offerings.repository.js';
import { teacherOn } from './meeting-plans.service.js';
import { dayAt } from './meeting.rules.js';
import { type MeetingRow, MeetingsRepository } from './meetings.repository.js';
import { TimetableNews } from './timetable-news.js';

/** Whose meetings are cancelled. */
interface Left {
  readonly offeringId: string;
  readonly organizationId: string;
  /** Because nobody is assigned. */
  readonly untaught?: true;
}

/** Keeps the meetings of an offering what its days and assignments say by now. */
@Injectable()
export class TimetableKeeping {
  constructor(
    private readonly repository: MeetingsRepository,
    private readonly offerings: OfferingsRepository,
    private readonly bookings: PlannedBookingsApi,
    private readonly news: TimetableNews,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Of a person who teaches in an organization, or does so no more. */
  async keepHeldBy(organizationId: string, userId: string): Promise<void> {
    const held = await this.repository.offeringsHeldBy(organizationId, userId, this.clock.now());
    for (const offeringId of held) await this.keep(offeringId);
  }

  /** In the transaction of a consumer, after the offering has changed. */
  async keep(offeringId: string): Promise<void> {
    const offering = await this.offerings.lock(offeringId);
    if (!offering) return;
    const ahead = await this.repository.aheadOf(offeringId, this.clock.now());
    const isOver = (row: MeetingRow) => !hasDay(offering, dayAt(Date.parse(row.start), row.timeZone));
    await this.leave(offering, ahead.filter(isOver));
    await this.giveHosts(
      offering,
      ahead.filter((row) => !isOver(row) && row.offeringIds[0] === offeringId),
    );
  }

  /** The offering meets in these no more: others that share them go on, and what nobody meets in is cancelled. */
  private async leave({ id: offeringId, organizationId }: CourseOffering, rows: readonly MeetingRow[]): Promise<void> {
    const shared = rows.filter(({ offeringIds }) => offeringIds.length > 1).map(({ id }) => id);
    if (shared.length > 0) {
      const cause = `timetable:left:${offeringId}:${shared[0]}`;
      const news = { what: 'cancelled', meetingIds: shared, leavingId: offeringId, actorId: null, cause } as const;
      await this.news.tell(news);
      await this.repository.leave(offeringId, shared);
    }
    await this.cancel(
      { offeringId, organizationId },
      rows.filter(({ offeringIds }) => offeringIds.length === 1),
    );
  }

  private async giveHosts(offering: CourseOffering, rows: readonly MeetingRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { id: offeringId, organizationId } = offering;
    const taught = await this.repository.taughtDays(offeringId);
    const teaching = await this.repository.facilitatorsAmong(
      organizationId,
      rows.map(({ hostId }) => hostId),
    );
    const [moved, unheld, orphaned]: [MeetingRow[], MeetingRow[], MeetingRow[]] = [[], [], []];
    for (const row of rows) {
      const hostId = teacherOn(taught, dayAt(Date.parse(row.start), row.timeZone));
      const isLeft = !teaching.has(row.hostId);
      if (hostId === null && isLeft) orphaned.push(row);
      // Whom it was given to keeps it, as long as they teach at all.
      const isKept = !row.followsAssignments && !isLeft;
      if (hostId === null || hostId === row.hostId || isKept) continue;
      if (await this.give(row, hostId)) moved.push(row);
      else unheld.push(row);
    }
    await this.tell(offering, moved, 'moved');
    await this.cancel({ offeringId, organizationId, untaught: true }, orphaned);
    const [first] = unheld;
    const meetingIds = unheld.map(({ id }) => id);
    if (first)
      await this.news.tell({
        ...{ what: 'unheld', meetingIds, actorId: null },
        // Once for the same meetings, whatever else changes in the offering.
        cause: `timetable:unheld:${first.id}:${meetingIds.length}:${taught.map(({ userId }) => userId).join()}`.slice(
          0,
          200,
        ),
      });
  }

  /** @returns false where the new host is not free */
  private async give({ bookingId, start, end }: MeetingRow, hostId: string): Promise<boolean> {
    const time = { start: Date.parse(start), end: Date.parse(end) };
    const taken = (await this.bookings.takenTimes([hostId], time)).get(hostId) ?? [];
    if (taken.some((one) => overlaps(one, time)) || (await this.bookings.isAnyAway([hostId], time))) return false;
    const before = await this.bookings.lock(bookingId);
    if (before.isLive) await this.bookings.move(null, bookingId, { ...before, hostId });
    return true;
  }

  private async cancel({ offeringId: id, organizationId, ...why }: Left, rows: readonly MeetingRow[]): Promise<void> {
    const cancelled = await this.bookings.cancel(
      null,
      rows.map(({ bookingId }) => bookingId),
      null,
    );
    await this.tell(
      { id, organizationId },
      rows.filter(({ bookingId }) => cancelled.has(bookingId)),
      'cancelled',
      why,
    );
  }

  private async tell(
    { id: offeringId, organizationId }: Pick<CourseOffering, 'id' | 'organizationId'>,
    rows: readonly MeetingRow[],
    fact: 'moved' | 'cancelled',
    why: Pick<Left, 'untaught'> = {},
  ): Promise<void> {
    if (rows.length === 0) return;
    const meetingIds = rows.map(({ id }) => id);
    const change = { offeringId, organizationId, actorId: null, fact, meetingIds, ...why };
    await this.outbox.append(COURSE_TIMETABLE_CHANGED, change);
  }
}

function hasDay({ isActive, startDate, endDate }: CourseOffering, day: string): boolean {
  return isActive && startDate <= day && day <= endDate;
}
