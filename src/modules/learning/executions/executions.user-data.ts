import { Injectable } from '@nestjs/common';
import { type Leaver, UserDataHolder } from '../../people/users/users.api.js';
import { ExecutionsRepository } from './run/executions.repository.js';

/** Erasure of a person: deletes what they have run, also in rooms of others. */
@Injectable()
export class ExecutionsUserData extends UserDataHolder {
  readonly holds = { executions: ['userId', 'files', 'stdin', 'args', 'limits', 'tests', 'outcome', 'excerpt'] };

  constructor(private readonly executions: ExecutionsRepository) {
    super();
  }

  async eraseUser({ id }: Leaver): Promise<void> {
    await this.executions.deleteOf(id);
  }
}
