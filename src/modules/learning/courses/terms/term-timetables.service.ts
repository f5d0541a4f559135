import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { invalid } from '../../../../kernel/invalid.js';
import { AvailabilityApi, type BookableRecord } from '../../../scheduling/availability/availability.api.js';
import { daysOfAll, ownerOf, teacherOn } from '../meetings/meeting-plans.service.js';
import { MeetingSets, type PlannedDate } from '../meetings/meeting-sets.js';
import { type Days, isOn, type MeetingDate, type PlannedRule } from '../meetings/meeting.rules.js';
import { MeetingsRepository, type TaughtDays } from '../meetings/meetings.repository.js';
import { CourseFacilitator } from '../people/facilitator.entity.js';
import { ProfilesRepository } from '../people/profiles.repository.js';
import { CourseDays } from '../settings/course-days.js';
import { copiedDates, copiedRule, MOST_COPIED_MEETINGS } from './copied-timetable.rules.js';
import { TermTimetablesRepository, type TimetableSet } from './term-timetables.repository.js';

/** An offering, and its copy. */
export interface CopiedOffering {
  readonly from: Days & { readonly id: string };
  /** Its id is null as long as it is only tried. */
  readonly to: Days & { readonly id: string | null };
  /** Who teaches all of the copy; undefined: it was there already, and its assignments say so. */
  readonly facilitatorId: string | null | undefined;
}

export interface TimetableCopy {
  readonly actorId: string;
  readonly organizationId: string;
  readonly days: number;
  readonly withFacilitators: boolean;
  readonly withRooms: boolean;
  readonly dryRun: boolean;
}

/** What became of meetings that were made together. */
export interface CopiedMeetings {
  /** The first of the offerings that meet in them, of the term that is copied. */
  readonly fromId: string;
  /** Null where none is made. */
  readonly setId: string | null;
  readonly title: string;
  readonly rooms: readonly BookableRecord[];
  readonly dates: readonly PlannedDate[];
}

/** A set with its dates in the other term. */
interface Moved {
  readonly set: TimetableSet;
  readonly together: readonly [CopiedOffering, ...CopiedOffering[]];
  readonly dates: readonly MeetingDate[];
  readonly rule: PlannedRule | null;
}

/** Takes the timetables of offerings along to their copies, as far as hosts and rooms are free. */
@Injectable()
export class TermTimetablesService {
  constructor(
    private readonly repository: TermTimetablesRepository,
    private readonly meetings: MeetingsRepository,
    private readonly sets: MeetingSets,
    private readonly profiles: ProfilesRepository,
    private readonly availability: AvailabilityApi,
    private readonly courseDays: CourseDays,
    private readonly clock: Clock,
  ) {}

  /** In the transaction that makes the copies. @throws CodedError validation_failed for more than one call makes */
  async copy(copy: TimetableCopy, offerings: readonly CopiedOffering[]): Promise<CopiedMeetings[]> {
    const { organizationId, days, withRooms } = copy;
    const wanted = await this.withoutMeetings(offerings);
    const timeZone = await this.courseDays.zoneOf(organizationId);
    const moved: Moved[] = [];
    let count = 0;
    for (const set of await this.repository.sets([...wanted.keys()])) {
      const [first, ...others] = set.offeringIds.flatMap((id) => wanted.get(id) ?? []);
      if (!first) continue;
      const together = [first, ...others] as const;
      const dated = moveSet(set, together, days, timeZone);
      count += dated.dates.length;
      if (count > MOST_COPIED_MEETINGS) throw tooMany();
      if (dated.dates.length > 0) moved.push({ set, together, ...dated });
    }
    const rooms = await this.roomsOf(organizationId, withRooms ? moved : []);
    const planned = await this.planAll(copy, moved);
    if (!copy.dryRun) await this.lock(planned, rooms);
    const copied: CopiedMeetings[] = [];
    const promised = new Map<string, Interval[]>();
    for (const one of planned) {
      const own = one.set.bookableIds.flatMap((id) => rooms.get(id) ?? []);
      copied.push(await this.copySet(copy, one, own, timeZone, promised));
    }
    return copied;
  }

  /** A timetable that is there already stays as it is. */
  private async withoutMeetings(offerings: readonly CopiedOffering[]): Promise<Map<string, CopiedOffering>> {
    const met = await this.repository.metAmong(offerings.flatMap(({ to }) => to.id ?? []));
    return new Map(offerings.filter(({ to }) => to.id === null || !met.has(to.id)).map((one) => [one.from.id, one]));
  }

  /** Rooms and devices that can still be booked, under the locks that keep them so. */
  private async roomsOf(organizationId: string, moved: readonly Moved[]): Promise<Map<string, BookableRecord>> {
    const ids = [...new Set(moved.flatMap(({ set }) => set.bookableIds))];
    await this.availability.lockPresence(ids);
    const found = await this.availability.findBookables(ids);
    return new Map([...found].filter(([, room]) => room.isActive && room.organizationId === organizationId));
  }

  private async planAll(
    { organizationId, withFacilitators }: TimetableCopy,
    moved: readonly Moved[],
  ): Promise<(Moved & { readonly planned: readonly PlannedDate[]; readonly isGiven: boolean })[]> {
    const all = moved.flatMap(({ dates }) => dates.map(({ day }) => day)).toSorted();
    const [startDate, endDate] = [all[0], all.at(-1)];
    if (startDate === undefined || endDate === undefined) return [];
    const holidays = await this.meetings.holidays(organizationId, { startDate, endDate });
    const named = moved.flatMap(({ set }) => (set.isGiven ? set.hostId : []));
    const teaching = await this.meetings.facilitatorsAmong(organizationId, named);
    const profiles = await this.profiles.findByIds(
      CourseFacilitator,
      moved.flatMap(({ together: [{ facilitatorId }] }) => facilitatorId ?? []),
    );
    const now = this.clock.now().getTime();
    const result = [];
    for (const one of moved) {
      const { set, together, dates } = one;
      const isGiven = set.isGiven && withFacilitators && teaching.has(set.hostId);
      const taught = isGiven ? [] : await this.taughtOf(together[0], profiles);
      const planned = dates.map((date): PlannedDate => {
        const hostId = isGiven ? set.hostId : teacherOn(taught, date.day);
        const isHoliday = holidays.some(isOn(date.day));
        const outcome = isHoliday
          ? 'holiday'
          : date.start < now
            ? 'past'
            : hostId === null
              ? 'no_facilitator'
              : 'created';
        return { ...date, hostId, outcome, bookingId: newId(), meetingId: newId() };
      });
      result.push({ ...one, planned, isGiven });
    }
    return result;
  }

  private async taughtOf(
    { to, facilitatorId }: CopiedOffering,
    profiles: ReadonlyMap<string, CourseFacilitator>,
  ): Promise<Pick<TaughtDays, 'userId' | 'startDate' | 'endDate'>[]> {
    if (facilitatorId === undefined) return to.id === null ? [] : this.meetings.taughtDays(to.id);
    const profile = facilitatorId === null ? undefined : profiles.get(facilitatorId);
    return profile ? [{ userId: profile.userId, startDate: null, endDate: null }] : [];
  }

  /** Of everybody and everything at once, in one order, so that two copies do not wait for each other. */
  private async lock(
    moved: readonly { readonly planned: readonly PlannedDate[] }[],
    rooms: ReadonlyMap<string, BookableRecord>,
  ): Promise<void> {
    const hostIds = new Set(moved.flatMap(({ planned }) => planned.flatMap(({ hostId }) => hostId ?? [])));
    await this.availability.ensurePeople([...hostIds]);
    await this.availability.lock([...hostIds, ...rooms.keys()]);
  }

  /** @param promised what the sets before it take, where they are only tried */
  private async copySet(
    { actorId, organizationId, dryRun }: TimetableCopy,
    one: Moved & { readonly planned: readonly PlannedDate[]; readonly isGiven: boolean },
    rooms: readonly BookableRecord[],
    timeZone: string,
    promised: Map<string, Interval[]>,
  ): Promise<CopiedMeetings> {
    const { set, together, planned, isGiven, rule } = one;
    const bookableIds = rooms.map(({ id }) => id).toSorted();
    const looked = await this.sets.look(planned, bookableIds, promised);
    const told = { fromId: together[0].from.id, title: set.title, rooms };
    const [first, ...others] = together.flatMap(({ to: { id } }) => id ?? []);
    const free = looked.filter(({ outcome }) => outcome === 'created');
    if (dryRun || first === undefined || free.length === 0) {
      const alone = rooms.filter(({ capacity }) => capacity === 1).map(({ id }) => id);
      for (const { hostId, start, end } of free)
        for (const id of [...alone, ...(hostId === null ? [] : [hostId])])
          promised.set(id, [...(promised.get(id) ?? []), { start, end }]);
      return { ...told, setId: null, dates: looked };
    }
    const setId = newId();
    const copied = {
      ...{ setId, organizationId, offeringIds: [first, ...others] as const, title: set.title, location: set.location },
      ...{ timeZone, bookableIds, followsAssignments: !isGiven, rule },
      roomOwnerId: set.withSession ? ownerOf(looked) : null,
    };
    return { ...told, setId, dates: await this.sets.make(actorId, copied, looked) };
  }
}

function moveSet(
  set: TimetableSet,
  together: readonly [CopiedOffering, ...CopiedOffering[]],
  days: number,
  timeZone: string,
): Pick<Moved, 'dates' | 'rule'> {
  const [first, ...others] = together;
  const rule = set.rule && { ...set.rule, start: Date.parse(set.rule.start) };
  const meetings = set.meetings.map(({ start, end, timeZone: zone }) => ({
    ...{ start: Date.parse(start), end: Date.parse(end), timeZone: zone },
  }));
  const from = daysOfAll([first.from, ...others.map((one) => one.from)]);
  const to = daysOfAll([first.to, ...others.map((one) => one.to)]);
  const dates = copiedDates({ rule, meetings }, { from, to, days, timeZone });
  return { dates, rule: rule && copiedRule(rule, dates, timeZone) };
}

function tooMany() {
  const message = `would copy more than ${MOST_COPIED_MEETINGS} meetings`;
  return invalid([{ field: 'withTimetable', pointer: '/withTimetable', message, code: 'too_many' }]);
}
