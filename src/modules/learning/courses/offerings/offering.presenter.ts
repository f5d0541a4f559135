import { Injectable } from '@nestjs/common';
import { CoursePeople } from '../people/course-people.js';
import type { CoursePerson } from '../people/people-kind.js';
import { CourseFacilitator } from '../people/facilitator.entity.js';
import { ProfilesRepository } from '../people/profiles.repository.js';
import type { AssignmentDto } from './assignment.dto.js';
import type { CourseAssignment } from './assignment.entity.js';
import type { OfferingDto } from './offering.dto.js';
import type { CourseOffering } from './offering.entity.js';
import { OfferingsRepository } from './offerings.repository.js';

/** Makes DTOs of offerings and assignments, with all parts and all people in one query each. */
@Injectable()
export class OfferingPresenter {
  constructor(
    private readonly offerings: OfferingsRepository,
    private readonly profiles: ProfilesRepository,
    private readonly people: CoursePeople,
  ) {}

  async present(offerings: readonly CourseOffering[]): Promise<OfferingDto[]> {
    const parts = await this.offerings.partsOf(offerings.map(({ id }) => id));
    const teachers = offerings.flatMap(({ id, organizationId }) => {
      const userId = parts.get(id)?.facilitator?.userId;
      return userId === undefined ? [] : [{ organizationId, userId }];
    });
    const personOf = await this.people.of(teachers);
    return offerings.flatMap((offering) => {
      const { id, organizationId, startDate, endDate, maxStudents, enrolledCount, ...rest } = offering;
      const made = parts.get(id);
      // Deleted with its organization between the two queries.
      if (!made) return [];
      const { module, class: section, cohort, intake, mode, trimester, facilitator } = made;
      const { externalId, isActive, version, createdAt, updatedAt } = rest;
      return [
        {
          ...{ id, organizationId, module, class: section, cohort, intake, mode, trimester },
          facilitator: facilitator && {
            id: facilitator.id,
            user: shown(facilitator, personOf({ organizationId, userId: facilitator.userId })),
          },
          ...{ startDate, endDate, maxStudents, enrolledCount },
          ...{ externalId, isActive, version, createdAt, updatedAt },
        },
      ];
    });
  }

  async presentAssignments(assignments: readonly CourseAssignment[]): Promise<AssignmentDto[]> {
    const profiles = await this.profiles.findByIds(
      CourseFacilitator,
      assignments.map(({ facilitatorId }) => facilitatorId),
    );
    const personOf = await this.people.of([...profiles.values()]);
    return assignments.flatMap(({ id, offeringId, facilitatorId, isSubstitute, startDate, endDate, createdAt }) => {
      const profile = profiles.get(facilitatorId);
      if (!profile) return [];
      const facilitator = { id: facilitatorId, user: shown(profile, personOf(profile)) };
      return [{ id, offeringId, facilitator, isSubstitute, startDate, endDate, createdAt }];
    });
  }
}

/** Whoever teaches no more is named without an address. */
function shown({ isActive }: Pick<CourseFacilitator, 'isActive'>, person: CoursePerson): CoursePerson {
  return isActive ? person : { ...person, email: null };
}
