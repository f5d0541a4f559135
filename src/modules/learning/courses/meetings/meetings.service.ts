import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Clock, DAY, MINUTE } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { Faults } from '../../../../kernel/faults.js';
import { invalid } from '../../../../kernel/invalid.js';
import { ALREADY_CANCELLED, PlannedBookingsApi } from '../../../scheduling/bookings/planned-bookings.api.js';
import { BookedRooms } from '../../sessions/sessions.api.js';
import { CourseAccess, unknownReference } from '../course-access.js';
import { OFFERING_ARCHIVED } from '../courses.errors.js';
import { COURSE_TIMETABLE_CHANGED } from '../courses.events.js';
import { OfferingAccess } from '../offerings/offering-access.js';
import type { CourseOffering } from '../offerings/offering.entity.js';
import { OfferingsRepository } from '../offerings/offerings.repository.js';
import { CourseFacilitator } from '../people/facilitator.entity.js';
import { ProfilesRepository } from '../people/profiles.repository.js';
import type {
  CancelMeetingDto,
  MeetingDto,
  MeetingsDto,
  MeetingsQueryDto,
  RescheduleMeetingDto,
} from './meeting.dto.js';
import { daysOfAll } from './meeting-plans.service.js';
import { MeetingPlacesRepository } from './meeting-places.repository.js';
import { MeetingPresenter } from './meeting-presenter.js';
import { MeetingRooms } from './meeting-rooms.js';
import { dayAt, LONGEST_TIMETABLE_DAYS } from './meeting.rules.js';
import { type MeetingRow, MeetingsRepository } from './meetings.repository.js';

/** Reads, moves and cancels meetings of offerings. */
@Injectable()
export class MeetingsService {
  constructor(
    private readonly repository: MeetingsRepository,
    private readonly places: MeetingPlacesRepository,
    private readonly access: OfferingAccess,
    private readonly courses: CourseAccess,
    private readonly offerings: OfferingsRepository,
    private readonly profiles: ProfilesRepository,
    private readonly presenter: MeetingPresenter,
    private readonly rooms: MeetingRooms,
    private readonly bookings: PlannedBookingsApi,
    private readonly sessions: BookedRooms,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found, validation_failed */
  async listOf(actor: Actor, offeringId: string, query: MeetingsQueryDto): Promise<MeetingsDto> {
    const { offering } = await this.access.enter(actor, offeringId, 'see');
    const { from, to } = this.windowOf(query);
    const rows = await this.repository.ofOffering(offering.id, from, to);
    return { meetings: await this.presenter.present(actor, rows) };
  }

  /** What the actor teaches, and what they are enrolled in. @throws CodedError validation_failed */
  async list(actor: Actor, query: MeetingsQueryDto): Promise<MeetingsDto> {
    const { from, to } = this.windowOf(query);
    const { managed, others } = await this.courses.reachOf(actor);
    const rows = await this.repository.ofPerson(actor.userId, [...managed, ...others], from, to);
    return { meetings: await this.presenter.present(actor, rows) };
  }

  /** @throws CodedError not_found */
  async findOne(actor: Actor, id: string): Promise<MeetingDto> {
    const { meeting } = await this.enter(actor, id);
    const [shown] = await this.presenter.present(actor, [meeting]);
    if (!shown) throw new CodedError(NOT_FOUND);
    return shown;
  }

  /**
   * For those who manage the courses, and the host.
   * @throws CodedError not_found, forbidden, already_cancelled
   */
  @Transactional()
  async cancel(actor: Actor, id: string, { reason, scope = 'this' }: CancelMeetingDto): Promise<MeetingDto> {
    const { meeting: seen } = await this.enterToCancel(actor, id);
    await this.lockAll(seen);
    await this.bookings.lock(seen.bookingId);
    // Again, because somebody may have moved it or given it to another host meanwhile.
    const { meeting, manages } = await this.enterToCancel(actor, id);
    const { isLive } = await this.bookings.lock(meeting.bookingId);
    if (!isLive) throw new CodedError(ALREADY_CANCELLED);
    const following =
      scope === 'this'
        ? [meeting]
        : await this.repository.followingIn(meeting.setId, new Date(meeting.start), this.clock.now());
    // The host of one of them need not be that of the others.
    const all = manages ? following : following.filter(({ hostId }) => hostId === actor.userId);
    const bookingIds = all.map(({ bookingId }) => bookingId);
    const cancelled = await this.bookings.cancel(actor.userId, bookingIds, reason ?? null);
    const ended = all.filter(({ bookingId }) => cancelled.has(bookingId));
    const isEnd = scope === 'following' && ended.length > 0 && all.length === following.length;
    // The dates of the rule, whatever became of single ones: of those that are cancelled, and no earlier ones.
    const planned = ended.map(({ plannedStart }) => Date.parse(plannedStart));
    if (isEnd) await this.repository.endRule(meeting.setId, dayAt(Math.min(...planned), meeting.timeZone));
    await this.tell(actor, meeting, ended, 'cancelled');
    return this.findOne(actor, id);
  }

  /**
   * For those who manage the courses; hosts move the booking.
   * @throws CodedError not_found, forbidden, validation_failed, already_cancelled, slot_taken, in_the_past,
   *   offering_archived
   */
  @Transactional()
  async reschedule(actor: Actor, id: string, wanted: RescheduleMeetingDto): Promise<MeetingDto> {
    const { meeting, manages } = await this.enter(actor, id);
    if (!manages) throw new CodedError(FORBIDDEN);
    const offerings = await this.lockOfferings(meeting);
    const before = await this.bookings.lock(meeting.bookingId);
    if (!before.isLive) throw new CodedError(ALREADY_CANCELLED);
    const { start = before.start, durationMinutes, facilitatorId, bookableIds } = wanted;
    const length =
      durationMinutes === undefined ? before.end.getTime() - before.start.getTime() : durationMinutes * MINUTE;
    const { startDate, endDate } = daysOfAll(offerings);
    const day = dayAt(start.getTime(), meeting.timeZone);
    const faults = new Faults();
    const isOutside = wanted.start !== undefined && (day < startDate || endDate < day);
    faults.addIf(isOutside, '/start', 'is on no day of the offering', 'outside_offering');
    faults.throwIfAny();
    const to = {
      ...{ start, end: new Date(start.getTime() + length) },
      hostId: facilitatorId === undefined ? before.hostId : await this.hostOf(meeting.organizationId, facilitatorId),
      bookableIds:
        bookableIds === undefined ? before.bookableIds : await this.rooms.check(meeting.organizationId, bookableIds),
    };
    await this.bookings.move(actor.userId, meeting.bookingId, to);
    if (facilitatorId !== undefined) await this.repository.pin(id);
    await this.tell(actor, meeting, [meeting], 'moved');
    return this.findOne(actor, id);
  }

  /**
   * Lets the actor into the room for code that the meeting has; they are in it while they have to do with the meetings there.
   * @throws CodedError not_found, also without a room; forbidden for those who teach there no more; already_cancelled
   */
  @Transactional()
  async join(actor: Actor, id: string): Promise<MeetingDto> {
    const { meeting, manages } = await this.enter(actor, id);
    if (meeting.sessionId === null) throw new CodedError(NOT_FOUND);
    if (!manages && !(await this.places.takesPart(actor.userId, meeting.sessionId))) throw new CodedError(FORBIDDEN);
    if (meeting.status !== 'confirmed') throw new CodedError(ALREADY_CANCELLED);
    await this.sessions.admit(meeting.sessionId, actor.userId);
    return this.findOne(actor, id);
  }

  /** For whoever sees one of its offerings. @throws CodedError not_found */
  private async enter(actor: Actor, id: string): Promise<{ readonly meeting: MeetingRow; readonly manages: boolean }> {
    const meeting = await this.repository.find(id);
    if (!meeting) throw new CodedError(NOT_FOUND);
    const manages = await this.courses.managesOrThrow(actor, meeting.organizationId);
    const own = manages ? null : await this.repository.ownAmong(actor.userId, meeting.offeringIds);
    if (own?.size === 0 && meeting.hostId !== actor.userId) throw new CodedError(NOT_FOUND);
    return { meeting, manages };
  }

  /** @throws CodedError not_found, forbidden */
  private async enterToCancel(actor: Actor, id: string) {
    const entered = await this.enter(actor, id);
    if (!entered.manages && entered.meeting.hostId !== actor.userId) throw new CodedError(FORBIDDEN);
    return entered;
  }

  /** Those that are not archived; in one order. */
  private async lockAll({ offeringIds }: MeetingRow): Promise<CourseOffering[]> {
    const locked: CourseOffering[] = [];
    for (const id of offeringIds.toSorted()) {
      const offering = await this.offerings.lock(id);
      if (offering?.isActive) locked.push(offering);
    }
    return locked;
  }

  /** @throws CodedError offering_archived */
  private async lockOfferings(meeting: MeetingRow): Promise<[CourseOffering, ...CourseOffering[]]> {
    const [first, ...others] = await this.lockAll(meeting);
    if (!first) throw new CodedError(OFFERING_ARCHIVED);
    return [first, ...others];
  }

  private async hostOf(organizationId: string, facilitatorId: string): Promise<string> {
    const profile = await this.profiles.findInUse(CourseFacilitator, organizationId, facilitatorId);
    if (!profile) throw invalid([unknownReference('facilitatorId', 'facilitator')]);
    return profile.userId;
  }

  private async tell(
    { userId: actorId }: Actor,
    { organizationId, offeringIds: [offeringId] }: MeetingRow,
    meetings: readonly Pick<MeetingRow, 'id'>[],
    fact: 'cancelled' | 'moved',
  ): Promise<void> {
    if (offeringId === undefined || meetings.length === 0) return;
    const meetingIds = meetings.map(({ id }) => id);
    await this.outbox.append(COURSE_TIMETABLE_CHANGED, { offeringId, organizationId, actorId, fact, meetingIds });
  }

  private windowOf({ from = this.clock.now(), to }: MeetingsQueryDto): { readonly from: Date; readonly to: Date } {
    const until = to ?? new Date(from.getTime() + 7 * DAY);
    const days = (until.getTime() - from.getTime()) / DAY;
    if (days <= 0) throw invalid([{ field: 'to', message: 'must be after from', code: 'is_after' }]);
    if (days > LONGEST_TIMETABLE_DAYS)
      throw invalid([
        { field: 'to', message: `must be at most ${LONGEST_TIMETABLE_DAYS} days after from`, code: 'max_days' },
      ]);
    return { from, to: until };
  }
}
