import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { COURSE_ENROLMENT_CHANGED, COURSE_OFFERING_CHANGED } from '../courses.events.js';
import { EnrolmentsRepository } from '../enrolments/enrolments.repository.js';
import { ExpectationPlans } from '../expectations/expectation-plans.js';
import { AssignmentsRepository } from '../offerings/assignments.repository.js';
import { OfferingsRepository } from '../offerings/offerings.repository.js';
import { CourseDays } from '../settings/course-days.js';
import type { CoursePeopleName, ProfileRow } from './people-kind.js';

type Person = Pick<ProfileRow, 'organizationId' | 'userId'>;

/** What ends with a profile: whoever teaches no more is assigned until yesterday, whoever learns no more has no place. */
@Injectable()
export class CourseEndings {
  constructor(
    private readonly offerings: OfferingsRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly enrolments: EnrolmentsRepository,
    private readonly plans: ExpectationPlans,
    private readonly days: CourseDays,
    private readonly outbox: Outbox,
  ) {}

  /** Holds the offerings of a profile, in one order, before its own row is locked: whoever assigns or enrols does so, too. */
  async hold(kind: CoursePeopleName, { organizationId, userId }: Person): Promise<void> {
    await this.holdAll(kind, organizationId, [userId]);
  }

  /** Of several profiles of one organization, as `hold`. */
  async holdAll(kind: CoursePeopleName, organizationId: string, userIds: readonly string[]): Promise<void> {
    await this.offerings.lockOfPeople(kind, organizationId, userIds, await this.days.today(organizationId));
  }

  /** Under the lock of a profile that is archived. What is over stays as it was. */
  async end(kind: CoursePeopleName, profile: ProfileRow, actorId: string): Promise<void> {
    await this.endAll(kind, profile.organizationId, [profile], actorId);
  }

  /** Of several profiles of one organization, as `end`. */
  async endAll(
    kind: CoursePeopleName,
    organizationId: string,
    profiles: readonly Pick<ProfileRow, 'id' | 'userId'>[],
    actorId: string,
  ): Promise<void> {
    const ids = profiles.map(({ id }) => id);
    const today = await this.days.today(organizationId);
    if (kind === 'facilitator') {
      const ended = await this.assignments.endOf(ids, today);
      await this.plans.ofOfferings(organizationId, ended);
      await this.outbox.appendAll(
        COURSE_OFFERING_CHANGED,
        ended.map((offeringId) => ({ offeringId, organizationId, actorId })),
      );
      return;
    }
    const ended = await this.enrolments.withdrawOf(ids, today);
    await this.plans.ofOfferings(organizationId, [...new Set(ended.map(({ offeringId }) => offeringId))]);
    const userOf = new Map(profiles.map(({ id, userId }) => [id, userId]));
    await this.outbox.appendAll(
      COURSE_ENROLMENT_CHANGED,
      ended.map(({ enrolmentId, offeringId, studentId }) => ({
        ...{ enrolmentId, offeringId, organizationId, status: 'withdrawn' as const, actorId },
        userId: userOf.get(studentId) ?? '',
      })),
    );
  }
}
