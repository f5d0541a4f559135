import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { CourseAccess } from '../course-access.js';
import { LOG_DEADLINE_CHANGED } from '../courses.events.js';
import { CourseDays } from '../settings/course-days.js';
import type { DeadlineRuleDto, SetDeadlineRuleDto } from './deadline-rule.dto.js';
import { CourseDeadlineRule } from './deadline-rule.entity.js';
import { ExpectationPlans } from './expectation-plans.js';

/** The version of what nobody has set. */
const UNSET = 0;

/** When the weekly logs of an organization are due. */
@Injectable()
export class DeadlineRulesService {
  constructor(
    @InjectRepository(CourseDeadlineRule) private readonly rules: Repository<CourseDeadlineRule>,
    private readonly access: CourseAccess,
    private readonly plans: ExpectationPlans,
    private readonly days: CourseDays,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found, also while there is none */
  async show(actor: Actor, organizationId: string): Promise<DeadlineRuleDto> {
    await this.access.managesOrThrow(actor, organizationId);
    return this.shown(organizationId);
  }

  /**
   * Plans anew what is not yet due.
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, forbidden, precondition_failed
   */
  @Transactional()
  async set(
    actor: Actor,
    organizationId: string,
    { weekday, time, weeksAfter = 0, graceHours = 0, reminderHours = [], escalationDays = null }: SetDeadlineRuleDto,
    version?: number,
  ): Promise<DeadlineRuleDto> {
    await this.access.assertMayChange(actor, organizationId);
    const wanted = { weekday, weeksAfter, time, graceHours, escalationDays };
    const hours = [...reminderHours].sort((one, other) => other - one);
    await this.plans.ofOrganization(organizationId, async () => {
      const former = await this.rules.findOneBy({ organizationId });
      assertVersion(version, former?.version ?? UNSET);
      // The first digest is that of tomorrow.
      const digestedAt = former ? former.digestedAt : await this.days.morningOf(organizationId);
      const values = { organizationId, ...wanted, reminderHours: hours, digestedAt };
      await this.rules.save(this.rules.create({ ...former, ...values }));
    });
    await this.outbox.append(LOG_DEADLINE_CHANGED, { organizationId, actorId: actor.userId });
    return this.shown(organizationId);
  }

  /** From then on nothing is expected that is not due yet. @throws CodedError not_found, forbidden */
  @Transactional()
  async remove(actor: Actor, organizationId: string): Promise<void> {
    await this.access.assertMayChange(actor, organizationId);
    await this.plans.ofOrganization(organizationId, async () => {
      if (((await this.rules.delete({ organizationId })).affected ?? 0) === 0) throw new CodedError(NOT_FOUND);
    });
    await this.outbox.append(LOG_DEADLINE_CHANGED, { organizationId, actorId: actor.userId });
  }

  private async shown(organizationId: string): Promise<DeadlineRuleDto> {
    const rule = await this.rules.findOneBy({ organizationId });
    if (!rule) throw new CodedError(NOT_FOUND);
    const { weekday, weeksAfter, time, graceHours, reminderHours, escalationDays } = rule;
    const { version, createdAt, updatedAt } = rule;
    return {
      ...{ organizationId, weekday, weeksAfter, time, graceHours, reminderHours, escalationDays },
      ...{ version, createdAt, updatedAt },
    };
  }
}
