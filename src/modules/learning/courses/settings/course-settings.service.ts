import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { CourseAccess } from '../course-access.js';
import { COURSE_SETTINGS_CHANGED } from '../courses.events.js';
import { ExpectationPlans } from '../expectations/expectation-plans.js';
import { USUAL_ZONE } from './course-days.js';
import type { CourseSettingsDto, SetCourseSettingsDto } from './course-settings.dto.js';
import { CourseSettings } from './course-settings.entity.js';

/** The version of what nobody has set. */
const UNSET = 0;

/** What holds for all courses of an institution. */
@Injectable()
export class CourseSettingsService {
  constructor(
    @InjectRepository(CourseSettings) private readonly settings: Repository<CourseSettings>,
    private readonly access: CourseAccess,
    private readonly plans: ExpectationPlans,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found for those who do not belong to the organization */
  async show(actor: Actor, organizationId: string): Promise<CourseSettingsDto> {
    await this.access.managesOrThrow(actor, organizationId);
    const known = await this.settings.findOneBy({ organizationId });
    return { timeZone: known?.timeZone ?? USUAL_ZONE, version: known?.version ?? UNSET };
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
    { timeZone }: SetCourseSettingsDto,
    version?: number,
  ): Promise<CourseSettingsDto> {
    await this.access.assertMayChange(actor, organizationId);
    await this.plans.ofOrganization(organizationId, async () => {
      const former = await this.settings.findOneBy({ organizationId });
      assertVersion(version, former?.version ?? UNSET);
      await this.settings.save(this.settings.create({ ...former, organizationId, timeZone }));
    });
    await this.outbox.append(COURSE_SETTINGS_CHANGED, { organizationId, actorId: actor.userId });
    return this.show(actor, organizationId);
  }
}
