import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import { CourseAccess, unknownReference } from '../course-access.js';
import { COURSE_OFFERING_CREATED, COURSE_STRUCTURE_CHANGED } from '../courses.events.js';
import type { CourseOffering } from '../offerings/offering.entity.js';
import { OfferingsRepository } from '../offerings/offerings.repository.js';
import { AcademicSession } from '../structure/academic-session.entity.js';
import { StructureRepository } from '../structure/structure.repository.js';
import { isConflict } from '../meetings/meeting.rules.js';
import type { CopiedMeetingsDto, NewTermCopyDto, TermCopyDto } from './term-copy.dto.js';
import { type PlannedOffering, TermCopiesRepository } from './term-copies.repository.js';
import { type CopiedMeetings, type CopiedOffering, TermTimetablesService } from './term-timetables.service.js';
import { MOST_COPIED, shiftBetween } from './term.rules.js';

/** How many conflicts of meetings that are made together are shown. */
const MOST_CONFLICTS = 50;

/** Offers in a trimester what another one offers, without the students. */
@Injectable()
export class TermCopiesService {
  constructor(
    private readonly repository: TermCopiesRepository,
    private readonly structure: StructureRepository,
    private readonly access: CourseAccess,
    private readonly offerings: OfferingsRepository,
    private readonly timetables: TermTimetablesService,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** All offerings, or nothing; of their timetables what is free. @throws CodedError not_found, forbidden, validation_failed */
  @Transactional()
  async create(
    actor: Actor,
    fromId: string,
    {
      trimesterId: toId,
      withFacilitators = false,
      withTimetable = false,
      withRooms = false,
      dryRun = false,
    }: NewTermCopyDto,
  ): Promise<TermCopyDto> {
    const from = await this.structure.findById(AcademicSession, fromId);
    if (!from) throw new CodedError(NOT_FOUND);
    const { organizationId } = from;
    await this.access.assertMayChange(actor, organizationId);
    if (from.type !== 'trimester') throw new CodedError(NOT_FOUND);
    // The row lock makes two copies to one trimester wait for each other.
    const to = await this.structure.lock(AcademicSession, toId);
    const isTarget = to?.organizationId === organizationId && to.type === 'trimester' && to.isActive && toId !== fromId;
    if (!isTarget) throw invalid([unknownReference('trimesterId', 'other trimester')]);
    const copy = { organizationId, fromId, toId, days: shiftBetween(from.startDate, to.startDate) };
    const found = await this.repository.plan(copy, MOST_COPIED + 1);
    if (found.length > MOST_COPIED)
      throw invalid([
        { field: 'trimesterId', pointer: '/trimesterId', message: `is of more than ${MOST_COPIED}`, code: 'too_many' },
      ]);
    const planned = withFacilitators ? found : found.map((one) => ({ ...one, facilitatorId: null }));
    const wanted = planned.filter(({ outcome }) => outcome === 'created');
    const classes = [...new Set(wanted.filter(({ isClassNew }) => isClassNew).map(({ className }) => className))];
    const ids = dryRun ? new Map<string, string>() : await this.make(actor, copy, classes, wanted);
    const { userId: actorId } = actor;
    const timetable = { actorId, organizationId, days: copy.days, withFacilitators, withRooms, dryRun };
    const meetings = withTimetable ? await this.timetables.copy(timetable, await this.copiesOf(planned, ids)) : [];
    return {
      ...{ trimesterId: toId, dryRun, days: copy.days, classes, meetings: meetings.map(toCopiedMeetingsDto) },
      offerings: planned.map(({ fromId: id, outcome, module, className, startDate, endDate, facilitatorId }) => ({
        ...{ fromId: id, id: ids.get(id) ?? null, outcome, module, className, startDate, endDate, facilitatorId },
      })),
    };
  }

  /** What has a copy that takes place, with what was there already, under its lock. */
  private async copiesOf(
    planned: readonly PlannedOffering[],
    ids: ReadonlyMap<string, string>,
  ): Promise<CopiedOffering[]> {
    const existing = planned.flatMap((one) => one.existing?.id ?? []);
    const locked = new Map<string, CourseOffering | null>();
    for (const id of existing.toSorted()) locked.set(id, await this.offerings.lock(id));
    return planned.flatMap(({ fromId, fromDays, outcome, facilitatorId, existing: other, ...to }): CopiedOffering[] => {
      const from = { id: fromId, ...fromDays };
      if (other) {
        const now = locked.get(other.id);
        if (!now?.isActive) return [];
        const { id, startDate, endDate } = now;
        return [{ from, to: { id, startDate, endDate }, facilitatorId: undefined }];
      }
      const { startDate, endDate } = to;
      return outcome === 'created'
        ? [{ from, to: { id: ids.get(fromId) ?? null, startDate, endDate }, facilitatorId }]
        : [];
    });
  }

  private async make(
    { userId: actorId }: Actor,
    copy: Parameters<TermCopiesRepository['addOfferings']>[0],
    classes: readonly string[],
    wanted: Parameters<TermCopiesRepository['addOfferings']>[1],
  ): Promise<ReadonlyMap<string, string>> {
    const { organizationId } = copy;
    const added = await this.repository.addClasses(copy, classes);
    const fact = { organizationId, kind: 'class' as const, fact: 'created' as const, actorId };
    await this.outbox.appendAll(
      COURSE_STRUCTURE_CHANGED,
      added.map((id) => ({ ...fact, id })),
    );
    const ids = await this.repository.addOfferings(copy, wanted);
    await this.outbox.appendAll(
      COURSE_OFFERING_CREATED,
      [...ids.values()].map((offeringId) => ({ offeringId, organizationId, actorId })),
    );
    return ids;
  }
}

function toCopiedMeetingsDto({ fromId, setId, title, rooms, dates }: CopiedMeetings): CopiedMeetingsDto {
  const conflicts = dates.filter(({ outcome }) => isConflict(outcome));
  const count = (wanted: string) => dates.filter(({ outcome }) => outcome === wanted).length;
  const [first] = dates;
  return {
    ...{ fromId, setId, title, start: new Date(first?.start ?? 0) },
    bookables: rooms.map(({ id, name }) => ({ id, name: name ?? '' })),
    ...{ created: count('created'), holidays: count('holiday'), past: count('past') },
    conflicts: conflicts.slice(0, MOST_CONFLICTS).map(({ start, end, outcome }) => ({
      ...{ start: new Date(start), end: new Date(end), outcome },
    })),
    conflictCount: conflicts.length,
  };
}
