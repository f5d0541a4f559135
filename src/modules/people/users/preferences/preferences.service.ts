import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { UsersRepository } from '../users.repository.js';
import { PreferencesRepository } from './preferences.repository.js';
import { type ChosenPreferences, type Preferences, withChosen } from './preferences.rules.js';

/** How people want their pages and notices. */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly users: UsersRepository,
    private readonly preferences: PreferencesRepository,
    readonly transactions: Transactions,
  ) {}

  show({ userId }: Actor): Promise<Preferences> {
    return this.preferences.of(userId);
  }

  /** What is left out stays, also of what another window has changed meanwhile. @throws CodedError not_found of a closed account */
  @Transactional()
  async change({ userId }: Actor, chosen: ChosenPreferences): Promise<Preferences> {
    const user = await this.users.lockToChange(userId);
    if (!user || user.erasureRequestedAt !== null) throw new CodedError(NOT_FOUND);
    const changed = withChosen(chosen, await this.preferences.of(userId));
    await this.preferences.replace(userId, changed);
    return changed;
  }
}
