import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CourseAccess } from '../course-access.js';
import { COURSE_SETTINGS_CHANGED } from '../courses.events.js';
import { ExpectationPlans } from '../expectations/expectation-plans.js';
import { CourseDays } from './course-days.js';
import type { CourseSettingsDto } from './course-settings.dto.js';
import { CourseSettings } from './course-settings.entity.js';

/** What holds for all courses of an institution. */
@Injectable()
export class CourseSettingsService {
  constructor(
    @InjectRepository(CourseSettings) private readonly settings: Repository<CourseSettings>,
    private readonly access: CourseAccess,
    private readonly days: CourseDays,
    private readonly plans: ExpectationPlans,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found for those who do not belong to the organization */
  async show(actor: Actor, organizationId: string): Promise<CourseSettingsDto> {
    await this.access.managesOrThrow(actor, organizationId);
    return { timeZone: await this.days.zoneOf(organizationId) };
  }

  /** Plans anew what is not yet due. @throws CodedError not_found, forbidden */
  @Transactional()
  async set(actor: Actor, organizationId: string, { timeZone }: CourseSettingsDto): Promise<CourseSettingsDto> {
    await this.access.assertMayChange(actor, organizationId);
    await this.plans.ofOrganization(organizationId, () =>
      this.settings.upsert({ organizationId, timeZone }, ['organizationId']),
    );
    await this.outbox.append(COURSE_SETTINGS_CHANGED, { organizationId, actorId: actor.userId });
    return this.show(actor, organizationId);
  }
}
