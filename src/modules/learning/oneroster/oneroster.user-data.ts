import { Injectable } from '@nestjs/common';
import { CoursesApi } from '../courses/courses.api.js';
import { type Leaver, UserDataHolder } from '../../people/users/users.api.js';
import { ClientSecrets } from './clients/client-secrets.js';
import { GradebookRepository } from './gradebook/gradebook.repository.js';

/** Erasure of a person: of their grades stays that there were some, for those who follow changes. */
@Injectable()
export class OneRosterUserData extends UserDataHolder {
  readonly holds = { oneroster_results: ['score', 'textScore', 'comment'], oneroster_clients: ['secretKnownTo'] };

  constructor(
    private readonly courses: CoursesApi,
    private readonly gradebook: GradebookRepository,
    private readonly secrets: ClientSecrets,
  ) {
    super();
  }

  async eraseUser({ id }: Leaver): Promise<void> {
    await this.gradebook.forgetStudents(await this.courses.studentIdsOf(id));
    await this.secrets.endKnownTo(id, null);
  }
}
