import { Injectable } from '@nestjs/common';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import type { CoursePerson } from './people-kind.js';

/** Names of people, as profiles show them. */
@Injectable()
export class CoursePeople {
  constructor(private readonly users: UsersApi) {}

  /** @returns a function for each of these people, also for those who are gone */
  async of(userIds: readonly string[]): Promise<(userId: string) => CoursePerson> {
    const people = await this.users.namesOf([...new Set(userIds)]);
    return (id) => people.get(id) ?? { id, name: FORMER_USER, firstName: null, lastName: null, email: null };
  }
}
