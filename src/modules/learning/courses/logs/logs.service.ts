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
import { LOG_STATE_CONFLICT } from '../courses.errors.js';
import { ACTIVITY_LOG_ACCEPTED, ACTIVITY_LOG_RETURNED, ACTIVITY_LOG_SUBMITTED } from '../courses.events.js';
import { canInOffering, type OfferingAction } from '../courses.policy.js';
import { OfferingAccess } from '../offerings/offering-access.js';
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
import { canBeJudged, type LogState, stateAfterWriting, weekOf } from './log.rules.js';
import { contentOf, toLogDto, toVersionDto } from './log.mapper.js';
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
    private readonly courses: CourseAccess,
    private readonly access: OfferingAccess,
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
    await this.offeringOf(actor, allocationId);
    const former = await this.repository.findWeek(allocationId, weekNumber - 1);
    if (!former) throw new CodedError(NOT_FOUND, { detail: 'The week before has no log.' });
    return this.write(actor, { allocationId, weekNumber }, contentOf(former), true);
  }

  async list(actor: Actor, query: LogQueryDto): Promise<Page<LogDto>> {
    const reach = await this.courses.reachOf(actor, query.organizationId);
    return mapPage(await this.repository.list(actor.userId, reach, query), toLogDto);
  }

  /** @throws CodedError not_found */
  async findOne(actor: Actor, id: string): Promise<LogDto> {
    return toLogDto(await this.admit(actor, await this.repository.findById(id), 'see logs'));
  }

  /** @throws CodedError not_found */
  async listVersions(actor: Actor, id: string, query: LogVersionQueryDto): Promise<Page<LogVersionDto>> {
    await this.findOne(actor, id);
    return mapPage(await this.repository.listVersions(id, query), toVersionDto);
  }

  /**
   * Writes what is given, and submits it unless it stays a draft.
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, precondition_failed, log_state_conflict
   */
  @Transactional()
  async change(
    actor: Actor,
    id: string,
    { draft = false, ...wanted }: ChangeLogDto,
    version?: number,
  ): Promise<LogDto> {
    const log = await this.admit(actor, await this.repository.lock(id), 'write logs');
    assertVersion(version, log.version);
    const state = stateAfterWriting(log.state, draft);
    if (state === null) throw new CodedError(LOG_STATE_CONFLICT);
    const given = Object.fromEntries(
      Object.entries(wanted as Readonly<Record<string, unknown>>).filter(([, value]) => value !== undefined),
    );
    return this.store(actor, log, { ...given, state });
  }

  /** A draft only. @throws CodedError not_found, log_state_conflict */
  @Transactional()
  async delete(actor: Actor, id: string): Promise<void> {
    const log = await this.admit(actor, await this.repository.lock(id), 'write logs');
    if (log.state !== 'draft') throw new CodedError(LOG_STATE_CONFLICT);
    await this.repository.delete(id);
  }

  /** Asks for more, with a note. @throws CodedError not_found, forbidden, log_state_conflict */
  return(actor: Actor, id: string, { note }: ReturnLogDto): Promise<LogDto> {
    return this.judge(actor, id, { state: 'returned', returnNote: note, returnedBy: actor.userId });
  }

  /** From then on it stays as it is. @throws CodedError not_found, forbidden, log_state_conflict */
  accept(actor: Actor, id: string): Promise<LogDto> {
    return this.judge(actor, id, { state: 'accepted' });
  }

  @Transactional()
  private async judge(actor: Actor, id: string, change: Partial<ActivityTracker>): Promise<LogDto> {
    const log = await this.admit(actor, await this.repository.lock(id), 'judge logs');
    if (!canBeJudged(log.state)) throw new CodedError(LOG_STATE_CONFLICT);
    return this.store(actor, log, change);
  }

  private async write(
    actor: Actor,
    week: Pick<ActivityTracker, 'allocationId' | 'weekNumber'>,
    content: Partial<ActivityTracker>,
    isDraft: boolean,
  ): Promise<LogDto> {
    const offering = await this.offeringOf(actor, week.allocationId);
    if (week.weekNumber > weekOf(offering.startDate, offering.endDate))
      throw invalid([
        { field: 'weekNumber', pointer: '/weekNumber', message: 'is after the offering', code: 'outside_offering' },
      ]);
    const log = await this.repository.insert({
      ...week,
      ...content,
      organizationId: offering.organizationId,
      facilitatorId: await this.repository.teacherOf(actor.userId, offering.id),
      state: isDraft ? 'draft' : 'submitted',
      submittedAt: isDraft ? null : await this.clock.now(),
    });
    return this.tell(actor, log, isDraft ? null : 'submitted');
  }

  /** Under its row lock; a change of nothing stores nothing. */
  private async store(actor: Actor, log: ActivityTracker, change: Partial<ActivityTracker>): Promise<LogDto> {
    const changed = Object.entries(change).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(log[name as keyof ActivityTracker]),
    );
    if (changed.length === 0) return toLogDto(log);
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
    const fact = news && FACTS[news];
    if (fact) await this.outbox.append(fact, { organizationId, offeringId, logId, actorId });
    return toLogDto(log);
  }

  /** The offering that a body names. @throws CodedError validation_failed, forbidden */
  private async offeringOf(actor: Actor, allocationId: string): Promise<CourseOffering> {
    const found = await this.access.enter(actor, allocationId, 'see').catch((error: unknown) => {
      if (!(error instanceof CodedError) || error.definition !== NOT_FOUND) throw error;
      const fault = { message: 'is no course offering of yours', code: 'unknown_offering' };
      throw invalid([{ field: 'allocationId', pointer: '/allocationId', ...fault }]);
    });
    if (!canInOffering(found.standing, 'write logs')) throw new CodedError(FORBIDDEN);
    return found.offering;
  }

  /** Students see no logs (404). @throws CodedError not_found, forbidden */
  private async admit(actor: Actor, log: ActivityTracker | null, action: OfferingAction): Promise<ActivityTracker> {
    if (!log) throw new CodedError(NOT_FOUND);
    const { standing } = await this.access.enter(actor, log.allocationId, 'see');
    if (!canInOffering(standing, 'see logs')) throw new CodedError(NOT_FOUND);
    if (!canInOffering(standing, action)) throw new CodedError(FORBIDDEN);
    return log;
  }
}
