import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { CourseAccess } from './course-access.js';
import {
  type CourseDaysOf,
  CoursesApi,
  type EnteredOffering,
  type OfferingTerm,
  type StudentCard,
} from './courses.api.js';
import { EnrolmentsRepository } from './enrolments/enrolments.repository.js';
import { AssignmentsRepository } from './offerings/assignments.repository.js';
import { OfferingAccess } from './offerings/offering-access.js';
import { OfferingsRepository } from './offerings/offerings.repository.js';
import { CoursePeople } from './people/course-people.js';
import { ProfilesRepository } from './people/profiles.repository.js';
import { CourseDays } from './settings/course-days.js';
import { CourseStudent } from './people/student.entity.js';

@Injectable()
export class CoursesDirectory extends CoursesApi {
  constructor(
    private readonly offerings: OfferingsRepository,
    private readonly offeringAccess: OfferingAccess,
    private readonly access: CourseAccess,
    private readonly enrolments: EnrolmentsRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly profiles: ProfilesRepository,
    private readonly people: CoursePeople,
    private readonly days: CourseDays,
  ) {
    super();
  }

  async enter(actor: Actor, offeringId: string): Promise<EnteredOffering> {
    const { offering, standing } = await this.offeringAccess.enter(actor, offeringId, 'see');
    const { id, organizationId, startDate, endDate } = offering;
    const studentId = await this.enrolments.studentOf(actor.userId, offeringId);
    return { id, organizationId, startDate, endDate, standing, studentId };
  }

  async termOf(offeringId: string): Promise<OfferingTerm> {
    const offering = await this.offerings.findById(offeringId);
    if (!offering) throw new CodedError(NOT_FOUND);
    const { organizationId, startDate, endDate } = offering;
    return { organizationId, startDate, endDate };
  }

  enrolledIn(offeringId: string): Promise<readonly (CourseDaysOf & { readonly createdAt: Date })[]> {
    return this.enrolments.daysIn(offeringId);
  }

  daysTaughtBy(userId: string, offeringId: string): Promise<readonly CourseDaysOf[]> {
    return this.assignments.daysOf(userId, offeringId);
  }

  assertManages(actor: Actor, organizationId: string): Promise<void> {
    return this.access.assertMayChange(actor, organizationId);
  }

  async assertBelongs(actor: Actor, organizationId: string): Promise<void> {
    await this.access.managesOrThrow(actor, organizationId);
  }

  timeZoneOf(organizationId: string): Promise<string> {
    return this.days.zoneOf(organizationId);
  }

  async titleOf(offeringId: string): Promise<string> {
    const module = (await this.offerings.partsOf([offeringId])).get(offeringId)?.module;
    return module ? `${module.code} ${module.name}` : '';
  }

  async studentsByIds(ids: readonly string[]): Promise<ReadonlyMap<string, StudentCard>> {
    const profiles = [...(await this.profiles.findByIds(CourseStudent, ids)).values()];
    const personOf = await this.people.of(profiles);
    return new Map(
      profiles.map((profile): [string, StudentCard] => {
        const { id, studentNumber } = profile;
        return [id, { id, studentNumber, user: personOf(profile) }];
      }),
    );
  }

  studentIn(offeringId: string, userId: string): Promise<string | null> {
    return this.enrolments.lockStudentOf(userId, offeringId);
  }

  async studentIdsOf(userId: string): Promise<readonly string[]> {
    return (await this.profiles.ofPerson(CourseStudent, userId)).map(({ id }) => id);
  }
}
