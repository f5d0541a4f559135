import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import type { MessageType } from '../../../../kernel/message.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { CourseAccess } from '../course-access.js';
import { LOG_STATE_CONFLICT, LOG_TOO_EARLY, OFFERING_ARCHIVED } from '../courses.errors.js';
import { ACTIVITY_LOG_ACCEPTED, ACTIVITY_LOG_RETURNED, ACTIVITY_LOG_SUBMITTED } from '../courses.events.js';
import { canInOffering, type OfferingAction, type OfferingStanding } from '../courses.policy.js';
import { ExpectationPlans } from '../expectations/expectation-plans.js';
import { type AdmittedToOffering, OfferingAccess } from '../offerings/offering-access.js';
import type { CourseOffering } from '../offerings/offering.entity.js';
import type {
  ChangeLogDto,
  CopyLogDto,
  LogDto,
  LogQueryDto,
  LogVersionDto,
  LogVersionQueryDto,
  NewLogDto,
  ReturnLogDto,
} from './activity-tracker.dto.js';
import type { ActivityTracker } from './activity-tracker.entity.js';
import { LogReminders } from '../reminders/log-reminders.js';
import { CourseDays } from '../settings/course-days.js';
import { canBeJudged, type LogState, mondayOfWeek, stateAfterWriting, weekOf } from './log.rules.js';
import { contentOf, toVersionDto } from './log.mapper.js';
import { LogPresenter } from './log-presenter.js';
import { LogsRepository } from './logs.repository.js';

type LogFact = MessageType<{
  readonly organizationId: string;
  readonly offeringId: string;
  readonly logId: string;
  readonly actorId: string;
}>;

const FACTS: Partial<Readonly<Record<LogState, LogFact>>> = {
  submitted: ACTIVITY_LOG_SUBMITTED,
  returned: ACTIVITY_LOG_RETURNED,
  accepted: ACTIVITY_LOG_ACCEPTED,
};

/** Use cases of weekly logs. */
@Injectable()
export class LogsService {
  constructor(
    private readonly repository: LogsRepository,
    private readonly presenter: LogPresenter,
    private readonly courses: CourseAccess,
    private readonly access: OfferingAccess,
    private readonly plans: ExpectationPlans,
    private readonly reminders: LogReminders,
    private readonly days: CourseDays,
    private readonly clock: DatabaseClock,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** Writes the log of a week, and submits it unless it is a draft. @throws CodedError validation_failed, log_exists */
  @Transactional()
  async create(actor: Actor, { allocationId, weekNumber, draft = false, ...content }: NewLogDto): Promise<LogDto> {
    return this.write(actor, { allocationId, weekNumber }, content, draft);
  }

  /** Writes a draft as the log of the week before says. @throws CodedError validation_failed, not_found, log_exists */
  @Transactional()
  async createCopy(actor: Actor, { allocationId, weekNumber }: CopyLogDto): Promise<LogDto> {
    const found = await this.offeringOf(actor, allocationId);
    await this.writerOf(actor, found.standing, { allocationId, weekNumber });
    const former = await this.repository.findWeek(allocationId, weekNumber - 1);
    const isSeen = former && (await this.sees(actor, found.standing, former));
    if (!isSeen) throw new CodedError(NOT_FOUND, { detail: 'The week before has no log.' });
    return this.write(actor, { allocationId, weekNumber }, contentOf(former), true);
  }

  async list(actor: Actor, query: LogQueryDto): Promise<Page<LogDto>> {
    const reach = await this.courses.reachOf(actor, query.organizationId);
    const { data, meta } = await this.repository.list(actor.userId, reach, query);
    return { data: await this.presenter.all(data), meta };
  }

  /** @throws CodedError not_found */
  async findOne(actor: Actor, id: string): Promise<LogDto> {
    return this.presenter.one((await this.admit(actor, await this.repository.findById(id), 'see logs')).log);
  }

  /** @throws CodedError not_found */
  async listVersions(actor: Actor, id: string, query: LogVersionQueryDto): Promise<Page<LogVersionDto>> {
    await this.findOne(actor, id);
    return mapPage(await this.repository.listVersions(id, query), toVersionDto);
  }

  /**
   * Writes what is given, and submits it unless it stays a draft.
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, precondition_failed, log_state_conflict, log_too_early, offering_archived
   */
  @Transactional()
  async change(
    actor: Actor,
    id: string,
    { draft = false, ...wanted }: ChangeLogDto,
    version?: number,
  ): Promise<LogDto> {
    const { log, offering, standing } = await this.admit(actor, await this.repository.lock(id), 'write logs');
    assertTakes(offering);
    const facilitatorId = (await this.writerOf(actor, standing, log)) ?? log.facilitatorId;
    assertVersion(version, log.version);
    const state = stateAfterWriting(log.state, draft);
    if (state === null) throw new CodedError(LOG_STATE_CONFLICT);
    if (state === 'submitted') await this.assertBegun(offering, log.weekNumber);
    const given = Object.fromEntries(
      Object.entries(wanted as Readonly<Record<string, unknown>>).filter(([, value]) => value !== undefined),
    );
    return this.store(actor, log, { ...given, state, facilitatorId });
  }

  /** A draft only. @throws CodedError not_found, log_state_conflict */
  @Transactional()
  async delete(actor: Actor, id: string): Promise<void> {
    const { log, standing } = await this.admit(actor, await this.repository.lock(id), 'write logs');
    await this.writerOf(actor, standing, log);
    if (log.state !== 'draft') throw new CodedError(LOG_STATE_CONFLICT);
    await this.repository.delete(id);
  }

  /**
   * Asks for more, with a note.
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, forbidden, precondition_failed, log_state_conflict
   */
  return(actor: Actor, id: string, { note }: ReturnLogDto, version?: number): Promise<LogDto> {
    return this.judge(actor, id, { state: 'returned', returnNote: note, returnedBy: actor.userId }, version);
  }

  /**
   * From then on it stays as it is.
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, forbidden, precondition_failed, log_state_conflict
   */
  accept(actor: Actor, id: string, version?: number): Promise<LogDto> {
    return this.judge(actor, id, { state: 'accepted' }, version);
  }

  @Transactional()
  private async judge(actor: Actor, id: string, change: Partial<ActivityTracker>, version?: number): Promise<LogDto> {
    const { log } = await this.admit(actor, await this.repository.lock(id), 'judge logs');
    assertVersion(version, log.version);
    if (!canBeJudged(log.state)) throw new CodedError(LOG_STATE_CONFLICT);
    return this.store(actor, log, change);
  }

  private async write(
    actor: Actor,
    week: Pick<ActivityTracker, 'allocationId' | 'weekNumber'>,
    content: Partial<ActivityTracker>,
    isDraft: boolean,
  ): Promise<LogDto> {
    await this.repository.holdOffering(week.allocationId);
    const { offering, standing } = await this.offeringOf(actor, week.allocationId);
    const facilitatorId = await this.writerOf(actor, standing, week);
    assertTakes(offering);
    if (week.weekNumber > weekOf(offering.startDate, offering.endDate))
      throw invalid([
        { field: 'weekNumber', pointer: '/weekNumber', message: 'is after the offering', code: 'outside_offering' },
      ]);
    if (!isDraft) await this.assertBegun(offering, week.weekNumber);
    const log = await this.repository.insert({
      ...week,
      ...content,
      organizationId: offering.organizationId,
      facilitatorId,
      state: isDraft ? 'draft' : 'submitted',
      submittedAt: isDraft ? null : await this.clock.now(),
    });
    return this.tell(actor, log, isDraft ? null : 'submitted');
  }

  /** Nobody tells what was not yet. @throws CodedError log_too_early */
  private async assertBegun({ organizationId, startDate }: CourseOffering, weekNumber: number): Promise<void> {
    const opensOn = mondayOfWeek(startDate, weekNumber);
    if ((await this.days.today(organizationId)) < opensOn)
      throw new CodedError(LOG_TOO_EARLY, { extensions: { opensOn } });
  }

  /** Under its row lock; a change of nothing stores nothing. */
  private async store(actor: Actor, log: ActivityTracker, change: Partial<ActivityTracker>): Promise<LogDto> {
    const changed = Object.entries(change).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(log[name as keyof ActivityTracker]),
    );
    if (changed.length === 0) return this.presenter.one(log);
    const isFirst = change.state === 'submitted' && log.submittedAt === null;
    await this.repository.change(log.id, {
      ...(Object.fromEntries(changed) as Partial<ActivityTracker>),
      ...(isFirst ? { submittedAt: await this.clock.now() } : {}),
    });
    const stored = await this.repository.findById(log.id);
    if (!stored) throw new CodedError(NOT_FOUND);
    return this.tell(actor, stored, stored.state === log.state ? null : stored.state);
  }

  /** @param news what became of it; null where that is nothing others have to know */
  private async tell({ userId: actorId }: Actor, log: ActivityTracker, news: LogState | null): Promise<LogDto> {
    const { id: logId, organizationId, allocationId: offeringId, version, state } = log;
    if (state !== 'draft')
      await this.repository.remember({ trackerId: logId, version, state, content: contentOf(log), changedBy: actorId });
    if (news === 'submitted' && log.submittedAt) {
      await this.plans.fulfil(log, log.submittedAt);
      await this.reminders.withdraw(log);
      await this.reminders.withdrawReturn(log);
    }
    const fact = news && FACTS[news];
    if (fact) await this.outbox.append(fact, { organizationId, offeringId, logId, actorId });
    return this.presenter.one(log);
  }

  /** The offering that a body names. @throws CodedError validation_failed, forbidden */
  private async offeringOf(actor: Actor, allocationId: string): Promise<AdmittedToOffering> {
    const found = await this.access.enter(actor, allocationId, 'see').catch((error: unknown) => {
      if (!(error instanceof CodedError) || error.definition !== NOT_FOUND) throw error;
      const fault = { message: 'is no course offering of yours', code: 'unknown_offering' };
      throw invalid([{ field: 'allocationId', pointer: '/allocationId', ...fault }]);
    });
    if (!canInOffering(found.standing, 'write logs')) throw new CodedError(FORBIDDEN);
    return found;
  }

  /**
   * The profile by which the actor writes the log of a week; null for a manager who does not teach it.
   * @throws CodedError forbidden
   */
  private async writerOf(
    { userId }: Actor,
    standing: OfferingStanding,
    week: Pick<ActivityTracker, 'allocationId' | 'weekNumber'>,
  ): Promise<string | null> {
    const teacherId = await this.repository.teacherIn(userId, week);
    if (teacherId === null && !canInOffering(standing, 'write all logs')) throw new CodedError(FORBIDDEN);
    return teacherId;
  }

  /** Students see no logs, and those who taught no drafts of others (404). @throws CodedError not_found, forbidden */
  private async admit(
    actor: Actor,
    log: ActivityTracker | null,
    action: OfferingAction,
  ): Promise<AdmittedToOffering & { readonly log: ActivityTracker }> {
    if (!log) throw new CodedError(NOT_FOUND);
    const { offering, standing } = await this.access.enter(actor, log.allocationId, 'see');
    if (!canInOffering(standing, 'see logs')) throw new CodedError(NOT_FOUND);
    if (!(await this.sees(actor, standing, log))) throw new CodedError(NOT_FOUND);
    if (!canInOffering(standing, action)) throw new CodedError(FORBIDDEN);
    return { log, offering, standing };
  }

  /** Drafts of others only those who may. */
  private async sees({ userId }: Actor, standing: OfferingStanding, log: ActivityTracker): Promise<boolean> {
    return canInOffering(standing, 'see drafts') || (await this.repository.isOpenTo(userId, log));
  }
}

/** @throws CodedError offering_archived */
function assertTakes({ isActive }: CourseOffering): void {
  if (!isActive) throw new CodedError(OFFERING_ARCHIVED);
}
