import { Injectable } from '@nestjs/common';
import { type FormerMember, MembershipHolder } from '../../people/organizations/organizations.api.js';
import { CourseProfiles } from './people/course-profiles.js';

/** Whoever leaves an organization teaches and learns there no more; who managed its courses has nothing that could stay. */
@Injectable()
export class CoursesMemberships extends MembershipHolder {
  constructor(private readonly profiles: CourseProfiles) {
    super();
  }

  endMembership(former: FormerMember): Promise<void> {
    return this.profiles.take(former, ['facilitator', 'student']);
  }

  endManagement(): Promise<void> {
    return Promise.resolve();
  }
}
