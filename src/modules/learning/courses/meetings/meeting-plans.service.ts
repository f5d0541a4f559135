import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { newId } from '../../../../kernel/ids.js';
import { invalid } from '../../../../kernel/invalid.js';
import { IN_THE_PAST } from '../../../scheduling/slots/slots.api.js';
import { unknownReference } from '../course-access.js';
import { MEETINGS_CONFLICT, OFFERING_ARCHIVED } from '../courses.errors.js';
import { OfferingAccess } from '../offerings/offering-access.js';
import type { CourseOffering } from '../offerings/offering.entity.js';
import { OfferingsRepository } from '../offerings/offerings.repository.js';
import { CoursePeople } from '../people/course-people.js';
import { CourseFacilitator } from '../people/facilitator.entity.js';
import { ProfilesRepository } from '../people/profiles.repository.js';
import { CourseDays } from '../settings/course-days.js';
import type { MeetingPlanDto, NewMeetingsDto } from './meeting.dto.js';
import { MeetingRooms } from './meeting-rooms.js';
import { MeetingSets, type PlannedDate } from './meeting-sets.js';
import { datesOf, type Days, isConflict, isOn, type MeetingDate } from './meeting.rules.js';
import { MeetingsRepository, type TaughtDays } from './meetings.repository.js';

/** How many conflicts an error lists. */
const MOST_LISTED = 50;
const LONGEST_TITLE = 200;

/** Makes meetings of offerings: one, or those of a rule, all of them in one step. */
@Injectable()
export class MeetingPlansService {
  constructor(
    private readonly repository: MeetingsRepository,
    private readonly access: OfferingAccess,
    private readonly offerings: OfferingsRepository,
    private readonly profiles: ProfilesRepository,
    private readonly people: CoursePeople,
    private readonly days: CourseDays,
    private readonly rooms: MeetingRooms,
    private readonly sets: MeetingSets,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  /**
   * @throws CodedError not_found, forbidden, validation_failed, unsupported_rule, rule_never_occurs, in_the_past,
   *   meetings_conflict, offering_archived
   */
  @Transactional()
  async create(actor: Actor, offeringId: string, wanted: NewMeetingsDto): Promise<MeetingPlanDto> {
    const { onConflict = 'fail', dryRun = false } = wanted;
    const together = await this.lockAll(actor, offeringId, wanted.alsoOfferingIds ?? []);
    const [offering] = together;
    const { organizationId } = offering;
    const timeZone = await this.days.zoneOf(organizationId);
    const dates = datesOf(wanted, daysOfAll(together), timeZone);
    if (wanted.start < this.clock.now()) throw new CodedError(IN_THE_PAST);
    const bookableIds = await this.rooms.check(organizationId, wanted.bookableIds ?? []);
    const planned = await this.planDates(offering, dates, wanted.facilitatorId);
    const free = await this.sets.look(planned, bookableIds);
    if (dryRun) return this.show(free, null);
    const [setId, { rrule, durationMinutes, start }] = [newId(), wanted];
    const set = {
      ...{ setId, organizationId, timeZone, bookableIds, offeringIds: idsOf(together) },
      ...{ title: wanted.title ?? (await this.titleOf(offeringId)), location: wanted.location ?? null },
      followsAssignments: wanted.facilitatorId === undefined,
      roomOwnerId: wanted.withSession ? ownerOf(free, planned) : null,
      rule: rrule === undefined ? null : { rrule, durationMinutes, start: start.getTime(), timeZone, lastDay: null },
    };
    const made = await this.sets.make(actor.userId, set, planned);
    const conflicts = made.filter(({ outcome }) => isConflict(outcome));
    const isNothing = made.every(({ outcome }) => outcome !== 'created');
    if (conflicts.length > 0 && (onConflict === 'fail' || isNothing)) throw conflictOf(conflicts);
    return this.show(made, setId);
  }

  /** The first one first. In one order, under whose locks nothing of them changes. */
  private async lockAll(
    actor: Actor,
    offeringId: string,
    others: readonly string[],
  ): Promise<[CourseOffering, ...CourseOffering[]]> {
    const { offering: seen } = await this.access.enter(actor, offeringId, 'change');
    const ids = [...new Set(others.map((id) => id.toLowerCase()))].filter((id) => id !== seen.id);
    // Before any lock, so that nobody holds what is not theirs.
    for (const id of ids)
      if ((await this.offerings.findById(id))?.organizationId !== seen.organizationId)
        throw invalid([unknownReference('alsoOfferingIds', 'offering')]);
    const locked = new Map<string, CourseOffering | null>();
    for (const id of [seen.id, ...ids].sort()) locked.set(id, await this.offerings.lock(id));
    const { offering } = await this.access.lock(actor, offeringId, 'change');
    if (!offering.isActive) throw new CodedError(OFFERING_ARCHIVED);
    const also = ids.flatMap((id) => {
      const one = locked.get(id);
      return one?.organizationId === offering.organizationId && one.isActive ? [one] : [];
    });
    if (also.length < ids.length) throw invalid([unknownReference('alsoOfferingIds', 'offering')]);
    return [offering, ...also];
  }

  private async planDates(
    { id, organizationId }: CourseOffering,
    dates: readonly MeetingDate[],
    facilitatorId: string | undefined,
  ): Promise<PlannedDate[]> {
    const [first, last] = [dates[0], dates.at(-1)];
    if (!first || !last) return [];
    const holidays = await this.repository.holidays(organizationId, { startDate: first.day, endDate: last.day });
    const host = facilitatorId === undefined ? null : await this.hostOf(organizationId, facilitatorId);
    const taught = host === null ? await this.repository.taughtDays(id) : [];
    return dates.map((date) => {
      const hostId = host ?? teacherOn(taught, date.day);
      const outcome = holidays.some(isOn(date.day)) ? 'holiday' : hostId === null ? 'no_facilitator' : 'created';
      return { ...date, hostId, outcome, bookingId: newId(), meetingId: newId() };
    });
  }

  /** @throws CodedError validation_failed */
  private async hostOf(organizationId: string, facilitatorId: string): Promise<string> {
    const profile = await this.profiles.findInUse(CourseFacilitator, organizationId, facilitatorId);
    if (!profile) throw invalid([unknownReference('facilitatorId', 'facilitator')]);
    return profile.userId;
  }

  private async titleOf(offeringId: string): Promise<string> {
    const made = (await this.offerings.partsOf([offeringId])).get(offeringId);
    return made ? `${made.module.code} ${made.module.name}`.slice(0, LONGEST_TITLE) : '';
  }

  private async show(dates: readonly PlannedDate[], setId: string | null): Promise<MeetingPlanDto> {
    const nameOf = await this.people.namesOf(dates.flatMap(({ hostId }) => hostId ?? []));
    return {
      dryRun: setId === null,
      setId,
      dates: dates.map(({ start, end, outcome, meetingId, hostId }) => ({
        ...{ start: new Date(start), end: new Date(end), outcome },
        meetingId: setId !== null && outcome === 'created' ? meetingId : null,
        host: hostId === null ? null : { id: hostId, name: nameOf(hostId) },
      })),
    };
  }
}

/** The host of the first date that can be made, else of the first that was asked for. */
export function ownerOf(...lists: readonly (readonly PlannedDate[])[]): string | null {
  const first = lists.flatMap((dates) => dates.find(({ outcome }) => outcome === 'created') ?? []);
  return first[0]?.hostId ?? null;
}

function idsOf([first, ...others]: readonly [CourseOffering, ...CourseOffering[]]): [string, ...string[]] {
  return [first.id, ...others.map(({ id }) => id)];
}

type Taught = Pick<TaughtDays, 'userId' | 'startDate' | 'endDate'>;

/** Whoever stands in on the day, else whoever is assigned. */
export function teacherOn(taught: readonly Taught[], day: string): string | null {
  const found = taught.find(
    ({ startDate, endDate }) => (startDate === null || startDate <= day) && (endDate === null || day <= endDate),
  );
  return found?.userId ?? null;
}

/** The days that all of them have. */
export function daysOfAll(offerings: readonly [Days, ...Days[]]): Days {
  return offerings.reduce<Days>(
    (days, { startDate, endDate }) => ({
      startDate: startDate > days.startDate ? startDate : days.startDate,
      endDate: endDate < days.endDate ? endDate : days.endDate,
    }),
    offerings[0],
  );
}

function conflictOf(dates: readonly PlannedDate[]): CodedError {
  const conflicts = dates.slice(0, MOST_LISTED).map(({ start, end, outcome }) => ({
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    outcome,
  }));
  return new CodedError(MEETINGS_CONFLICT, { extensions: { conflicts, conflictCount: dates.length } });
}
