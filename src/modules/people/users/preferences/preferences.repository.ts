import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { ChosenPreferences } from './preferences.rules.js';
import { UserPreferences } from './user-preferences.entity.js';

@Injectable()
export class PreferencesRepository {
  constructor(@InjectRepository(UserPreferences) private readonly rows: Repository<UserPreferences>) {}

  async of(userId: string): Promise<ChosenPreferences> {
    return (await this.rows.findOneBy({ userId }))?.preferences ?? {};
  }

  async replace(userId: string, preferences: ChosenPreferences): Promise<void> {
    await this.rows.upsert({ userId, preferences }, ['userId']);
  }

  async delete(userId: string): Promise<void> {
    await this.rows.delete({ userId });
  }
}
