import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ChosenPreferences } from './preferences.rules.js';

/** How somebody wants their pages and notices; no row before they have chosen anything. */
@Entity('user_preferences')
export class UserPreferences {
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'user_preferences_user_fkey' })
  @PrimaryColumn('uuid')
  userId: string;
  @Column('jsonb') preferences: ChosenPreferences;
}
