import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import {
  type CourseMember,
  type CourseProfileRole,
  CourseProfilesHolder,
  type SaidOfProfile,
} from '../../../people/organizations/organizations.api.js';
import { COURSE_PROFILE_CHANGED } from '../courses.events.js';
import { CourseEndings } from './course-endings.js';
import { CourseFacilitator } from './facilitator.entity.js';
import type { ProfileRow } from './people-kind.js';
import { ProfilesRepository } from './profiles.repository.js';
import { CourseStudent } from './student.entity.js';

const ENTITIES: Readonly<Record<CourseProfileRole, new () => ProfileRow>> = {
  facilitator: CourseFacilitator,
  student: CourseStudent,
};

/** Profiles as roles of members: a role is there exactly while its profile is in use. */
@Injectable()
export class CourseProfiles extends CourseProfilesHolder {
  constructor(
    private readonly repository: ProfilesRepository,
    private readonly endings: CourseEndings,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  rolesOf(organizationId: string, userIds: readonly string[]): Promise<Map<string, CourseProfileRole[]>> {
    return this.repository.rolesOf(organizationId, userIds);
  }

  wasTaken(organizationId: string, userId: string): Promise<boolean> {
    return this.repository.hasArchived(organizationId, userId);
  }

  async give(member: CourseMember, roles: readonly CourseProfileRole[], said: SaidOfProfile = {}): Promise<void> {
    const { organizationId, userId } = member;
    for (const role of roles) {
      const entity = ENTITIES[role];
      const former = await this.repository.lockOf(entity, organizationId, userId);
      if (former?.isActive) continue;
      const values = saidOf(role, said);
      if (former) await this.repository.change(entity, former.id, { isActive: true, ...values });
      const row = former ?? (await this.repository.insert(entity, { organizationId, userId, ...values }));
      await this.tell(member, role, row, former ? 'updated' : 'created');
    }
  }

  async take(member: CourseMember, roles: readonly CourseProfileRole[]): Promise<void> {
    for (const role of roles) await this.endings.hold(role, member);
    for (const role of roles) {
      const row = await this.repository.lockOf(ENTITIES[role], member.organizationId, member.userId);
      if (!row?.isActive) continue;
      await this.repository.change(ENTITIES[role], row.id, { isActive: false });
      await this.endings.end(role, row, member.actorId);
      await this.tell(member, role, row, 'updated');
    }
  }

  private async tell(
    member: CourseMember,
    kind: CourseProfileRole,
    { id }: ProfileRow,
    fact: 'created' | 'updated',
  ): Promise<void> {
    await this.outbox.append(COURSE_PROFILE_CHANGED, { ...member, kind, id, fact });
  }
}

/** What is said that a profile of the role has. */
function saidOf(role: CourseProfileRole, { specialization, employeeId, studentNumber }: SaidOfProfile): SaidOfProfile {
  const values = role === 'student' ? { studentNumber } : { specialization, employeeId };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value != null));
}
