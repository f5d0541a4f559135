import { Injectable } from '@nestjs/common';
import { CoursesApi } from '../courses/courses.api.js';
import { type Leaver, UserDataHolder } from '../../people/users/users.api.js';
import { ReflectionsRepository } from './reflections.repository.js';

/** Erasure of a person: deletes what they thought of what they learned, also without their name. */
@Injectable()
export class ReflectionsUserData extends UserDataHolder {
  readonly holds = { reflections: ['studentId', 'question1', 'question2', 'question3'] };

  constructor(
    private readonly reflections: ReflectionsRepository,
    private readonly courses: CoursesApi,
  ) {
    super();
  }

  async eraseUser({ id }: Leaver): Promise<void> {
    await this.reflections.deleteOf(await this.courses.studentIdsOf(id));
  }
}
