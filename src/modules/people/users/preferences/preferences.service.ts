import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { UsersRepository } from '../users.repository.js';
import { PreferencesRepository } from './preferences.repository.js';
import type { PreferencesDto } from './preferences.dto.js';
import { type ChosenPreferences, EDITOR_SETTINGS, withChange, withUsual } from './preferences.rules.js';

/** How people want their pages and notices. */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly users: UsersRepository,
    private readonly preferences: PreferencesRepository,
    readonly transactions: Transactions,
  ) {}

  async show({ userId }: Actor): Promise<PreferencesDto> {
    return toDto(await this.preferences.of(userId));
  }

  /** What is left out stays, also of what another window has changed meanwhile. @throws CodedError not_found of a closed account */
  @Transactional()
  async change({ userId }: Actor, chosen: ChosenPreferences): Promise<PreferencesDto> {
    const user = await this.users.lockToChange(userId);
    if (!user || user.erasureRequestedAt !== null) throw new CodedError(NOT_FOUND);
    const changed = withChange(await this.preferences.of(userId), chosen);
    await this.preferences.replace(userId, changed);
    return toDto(changed);
  }
}

function toDto(chosen: ChosenPreferences): PreferencesDto {
  return {
    ...withUsual(chosen),
    isThemeChosen: chosen.theme !== undefined,
    chosenEditorSettings: EDITOR_SETTINGS.filter((name) => chosen.editorSettings?.[name] !== undefined),
  };
}
