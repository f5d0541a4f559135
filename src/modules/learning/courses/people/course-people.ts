import { Injectable } from '@nestjs/common';
import { OrganizationsApi, type PersonOfOrganization } from '../../../people/organizations/organizations.api.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import type { CoursePerson } from './people-kind.js';

/** Names of people, as profiles show them. */
@Injectable()
export class CoursePeople {
  constructor(
    private readonly users: UsersApi,
    private readonly organizations: OrganizationsApi,
  ) {}

  /**
   * Who has left an organization is named there without an address: what it is by now is no business of those who stay.
   * @returns a function for each of these people, also for those who are gone
   */
  async of(people: readonly PersonOfOrganization[]): Promise<(person: PersonOfOrganization) => CoursePerson> {
    const found = await this.users.namesOf([...new Set(people.map(({ userId }) => userId))]);
    const members = new Set((await this.organizations.membersOf(people)).map(keyOf));
    return (person) => {
      const user = found.get(person.userId);
      if (!user) return { id: person.userId, name: FORMER_USER, firstName: null, lastName: null, email: null };
      return members.has(keyOf(person)) ? user : { ...user, email: null };
    };
  }

  /** @returns a function for the name of each of these people, also for those who are gone */
  async namesOf(userIds: readonly string[]): Promise<(userId: string) => string> {
    const found = await this.users.namesOf([...new Set(userIds)]);
    return (id) => found.get(id)?.name ?? FORMER_USER;
  }
}

function keyOf({ organizationId, userId }: PersonOfOrganization): string {
  return `${organizationId} ${userId}`;
}
