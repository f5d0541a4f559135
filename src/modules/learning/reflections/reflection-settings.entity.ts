import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { RowVersionColumn, UpdatedAtColumn } from '../../../infra/database/columns.js';
import {
  ANONYMITIES,
  type Anonymity,
  OPEN_DAYS,
  REFLECTION_PERIODS,
  type ReflectionPeriod,
} from './reflection.rules.js';

const listed = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

/** What an organization has set for reflections; without a row it is as usual. */
@Entity('reflection_settings')
@Check('reflection_settings_period_check', `period IN (${listed(REFLECTION_PERIODS)})`)
@Check('reflection_settings_anonymity_check', `anonymity IN (${listed(ANONYMITIES)})`)
@Check('reflection_settings_days_check', `open_days BETWEEN ${OPEN_DAYS.min} AND ${OPEN_DAYS.max}`)
export class ReflectionSettings {
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'reflection_settings_organization_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  organizationId: string;
  @Column({ type: 'varchar', length: 10 }) period: ReflectionPeriod;
  @Column({ type: 'varchar', length: 10 }) anonymity: Anonymity;
  @Column({ type: 'int' }) openDays: number;
  @RowVersionColumn() version: number;
  @UpdatedAtColumn() updatedAt: Date;
}
