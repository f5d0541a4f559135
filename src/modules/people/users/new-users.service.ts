import { Injectable } from '@nestjs/common';
import type { BatchItem, BatchOutcome } from '../../../kernel/batch.js';
import type { Actor } from '../../../infra/access/actor.js';
import { constraintError } from '../../../infra/database/constraint-errors.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { Accounts } from '../auth/auth.api.js';
import { namesOf } from './account-name.js';
import type { NewUserDto } from './dto/new-user.dto.js';
import type { UserDto } from './dto/user.dto.js';
import { UsersService } from './users.service.js';

/** Accounts that administrators make for others. */
@Injectable()
export class NewUsersService {
  constructor(
    private readonly accounts: Accounts,
    private readonly users: UsersService,
  ) {}

  /** @throws CodedError validation_failed, email_taken, password_too_common */
  async create(actor: Actor, wanted: NewUserDto): Promise<UserDto> {
    const { id } = await this.accounts.create(actor, { ...wanted, ...namesOf(wanted) });
    return this.users.findOne(id);
  }

  /** Each by itself and one after the other, because passwords wait for their turn to be hashed. */
  async createAll(actor: Actor, items: readonly BatchItem<NewUserDto>[]): Promise<BatchOutcome[]> {
    const outcomes: BatchOutcome[] = [];
    for (const item of items) outcomes.push(item.error ? item : await this.createOne(actor, item.index, item.value));
    return outcomes;
  }

  private async createOne(actor: Actor, index: number, wanted: NewUserDto): Promise<BatchOutcome> {
    try {
      return { index, id: (await this.create(actor, wanted)).id };
    } catch (error) {
      const coded = error instanceof CodedError ? error : constraintError(error);
      if (coded) return { index, error: coded };
      throw error;
    }
  }
}
