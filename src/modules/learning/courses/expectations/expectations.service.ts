import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Page } from '../../../../kernel/page.js';
import { CourseAccess } from '../course-access.js';
import { ACTIVITY_LOG_EXPECTED, ACTIVITY_LOG_WAIVED } from '../courses.events.js';
import { canInOffering, type OfferingAction } from '../courses.policy.js';
import { OfferingAccess } from '../offerings/offering-access.js';
import { CoursePeople } from '../people/course-people.js';
import { CourseFacilitator } from '../people/facilitator.entity.js';
import { ProfilesRepository } from '../people/profiles.repository.js';
import { LogReminders } from '../reminders/log-reminders.js';
import { statusOf } from './expectation.rules.js';
import { ExpectationPlans } from './expectation-plans.js';
import { ExpectationsRepository } from './expectations.repository.js';
import type { LogExpectationDto, LogExpectationQueryDto, WaiveLogDto } from './log-expectation.dto.js';
import type { LogExpectation } from './log-expectation.entity.js';

/** Use cases of expected logs. */
@Injectable()
export class ExpectationsService {
  constructor(
    private readonly repository: ExpectationsRepository,
    private readonly plans: ExpectationPlans,
    private readonly reminders: LogReminders,
    private readonly courses: CourseAccess,
    private readonly access: OfferingAccess,
    private readonly profiles: ProfilesRepository,
    private readonly people: CoursePeople,
    private readonly clock: DatabaseClock,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  async list(actor: Actor, query: LogExpectationQueryDto): Promise<Page<LogExpectationDto>> {
    const reach = await this.courses.reachOf(actor, query.organizationId);
    const { data, meta } = await this.repository.list(actor.userId, reach, query, await this.clock.now());
    return { data: await this.present(data), meta };
  }

  /** @throws CodedError not_found */
  async findOne(actor: Actor, id: string): Promise<LogExpectationDto> {
    return this.show(await this.admit(actor, await this.repository.findById(id), 'see logs'));
  }

  /** Expects a log no more; again only the reason changes. @throws CodedError not_found, forbidden */
  @Transactional()
  async waive(actor: Actor, id: string, { reason: waiveReason }: WaiveLogDto): Promise<LogExpectationDto> {
    const expectation = await this.admit(actor, await this.repository.lock(id), 'judge logs');
    const waivedAt = expectation.waivedAt ?? (await this.clock.now());
    await this.repository.change(id, { waivedAt, waivedBy: actor.userId, waiveReason });
    await this.reminders.withdraw(expectation);
    if (!expectation.waivedAt) await this.outbox.append(ACTIVITY_LOG_WAIVED, this.factOf(actor, expectation));
    return this.findOne(actor, id);
  }

  /** Expects a waived log again, if there is reason to by now. @throws CodedError not_found, forbidden */
  @Transactional()
  async expectAgain(actor: Actor, id: string): Promise<void> {
    const found = await this.admit(actor, await this.repository.findById(id), 'judge logs');
    // The offering first, as every change of what is expected does.
    const { offering } = await this.access.lock(actor, found.allocationId, 'judge logs');
    const expectation = await this.repository.lock(id);
    if (!expectation?.waivedAt) return;
    await this.repository.change(id, { waivedAt: null, waivedBy: null, waiveReason: null });
    await this.plans.ofOffering(offering);
    await this.outbox.append(ACTIVITY_LOG_EXPECTED, this.factOf(actor, expectation));
  }

  private factOf({ userId: actorId }: Actor, { id: expectationId, organizationId, allocationId }: LogExpectation) {
    return { organizationId, offeringId: allocationId, expectationId, actorId };
  }

  /** Students see no logs (404). @throws CodedError not_found, forbidden */
  private async admit(
    actor: Actor,
    expectation: LogExpectation | null,
    action: OfferingAction,
  ): Promise<LogExpectation> {
    if (!expectation) throw new CodedError(NOT_FOUND);
    const { standing } = await this.access.enter(actor, expectation.allocationId, 'see');
    if (!canInOffering(standing, 'see logs')) throw new CodedError(NOT_FOUND);
    if (!canInOffering(standing, action)) throw new CodedError(FORBIDDEN);
    return expectation;
  }

  private async show(expectation: LogExpectation): Promise<LogExpectationDto> {
    const [shown] = await this.present([expectation]);
    if (!shown) throw new CodedError(NOT_FOUND);
    return shown;
  }

  /** With who owes them, in one query. */
  async present(expectations: readonly LogExpectation[]): Promise<LogExpectationDto[]> {
    const ids = expectations.flatMap(({ facilitatorId }) => facilitatorId ?? []);
    const profiles = await this.profiles.findByIds(CourseFacilitator, [...new Set(ids)]);
    const personOf = await this.people.of([...profiles.values()]);
    const now = await this.clock.now();
    return expectations.map((expectation) => {
      const { id, organizationId, allocationId, weekNumber, dueAt, lateAt, facilitatorId } = expectation;
      const { submittedAt, waivedAt, waiveReason } = expectation;
      const profile = facilitatorId === null ? undefined : profiles.get(facilitatorId);
      return {
        ...{ id, organizationId, allocationId, weekNumber, status: statusOf(expectation, now), dueAt, lateAt },
        facilitator: profile ? { id: profile.id, user: personOf(profile) } : null,
        ...{ submittedAt, waivedAt, waiveReason },
      };
    });
  }
}
