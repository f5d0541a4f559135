import { Injectable } from '@nestjs/common';
import type { BatchItem, BatchOutcome } from '../../../kernel/batch.js';
import type { Actor } from '../../../infra/access/actor.js';
import { constraintError } from '../../../infra/database/constraint-errors.js';
import { unforeseen } from '../../../infra/database/unforeseen.js';
import { Logger } from '../../../infra/telemetry/logger.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { SERVICE_UNAVAILABLE } from '../../../kernel/common-errors.js';
import { Accounts } from '../auth/auth.api.js';
import { namesOf } from './account-name.js';
import type { NewUserDto } from './dto/new-user.dto.js';
import type { UserDto } from './dto/user.dto.js';
import type { UserRecord } from './users.api.js';
import { UsersService } from './users.service.js';

/** Accounts created by administrators. */
@Injectable()
export class NewUsersService {
  constructor(
    private readonly accounts: Accounts,
    private readonly users: UsersService,
    private readonly logger: Logger,
  ) {}

  /** @throws CodedError validation_failed, email_taken, password_too_common */
  async create(actor: Actor, wanted: NewUserDto): Promise<UserDto> {
    const { id } = await this.make(actor, wanted);
    return this.users.findOne(id);
  }

  /**
   * Creates accounts one after the other, each in its own transaction, because hashing of passwords is queued. An
   * unexpected failure becomes the outcome of its item, so that the outcomes of the others are reported in any case.
   * Once the database is unavailable, the rest is not tried.
   */
  async createAll(actor: Actor, items: readonly BatchItem<NewUserDto>[]): Promise<BatchOutcome[]> {
    const outcomes: BatchOutcome[] = [];
    let away: CodedError | undefined;
    for (const item of items) {
      if (item.error) outcomes.push(item);
      else if (away) outcomes.push({ index: item.index, error: away });
      else {
        const outcome = await this.createOne(actor, item.index, item.value);
        outcomes.push(outcome);
        if (outcome.error?.definition === SERVICE_UNAVAILABLE) away = outcome.error;
      }
    }
    return outcomes;
  }

  private async createOne(actor: Actor, index: number, wanted: NewUserDto): Promise<BatchOutcome> {
    try {
      return { index, id: (await this.make(actor, wanted)).id };
    } catch (error) {
      const coded = error instanceof CodedError ? error : constraintError(error);
      if (coded) return { index, error: coded };
      this.logger.failure('row.failed', error, { work: 'users.bulk', index });
      return { index, error: unforeseen(error) };
    }
  }

  private make(actor: Actor, wanted: NewUserDto): Promise<UserRecord> {
    return this.accounts.create(actor, { ...wanted, ...namesOf(wanted) });
  }
}
