import { Injectable } from '@nestjs/common';
import { type Leaver, UserDataHolder } from '../../people/users/users.api.js';
import { CoursesRosterApi } from '../courses/courses.api.js';
import { RosterSourcesRepository } from './apply/roster-sources.repository.js';

/** Erasure of a person: what files said of them, in rows, reports and what is waited for. */
@Injectable()
export class RostersUserData extends UserDataHolder {
  readonly holds = {
    roster_imports: ['createdBy'],
    roster_rows: ['userId', 'sourceKey', 'values', 'before', 'after', 'former'],
    roster_sources: ['sourceKey', 'email', 'values'],
    roster_parts: ['content'],
  };

  override readonly keepsCopies = true;

  constructor(
    private readonly sources: RosterSourcesRepository,
    private readonly courses: CoursesRosterApi,
  ) {
    super();
  }

  async eraseUser({ id, provedEmail }: Leaver): Promise<void> {
    await this.sources.forget(id, provedEmail, await this.courses.profilesOf(id));
  }
}
