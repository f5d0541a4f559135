import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import { LONGEST_EXTERNAL_ID } from '../external-id.js';
import { TRIMESTERS, type AcademicSessionType, ACADEMIC_SESSION_TYPES } from './academic-session.rules.js';
import type { StructureRow } from './structure-kind.js';

const TYPES = ACADEMIC_SESSION_TYPES.map((type) => `'${type}'`).join(', ');

/** A year, or a trimester of one. */
@Entity('academic_sessions')
@Unique('academic_sessions_number_key', ['yearId', 'number'])
@Unique('academic_sessions_external_key', ['organizationId', 'externalId'])
@Check('academic_sessions_type_check', `type IN (${TYPES})`)
@Check('academic_sessions_dates_check', 'end_date > start_date')
@Check(
  'academic_sessions_year_check',
  `CASE type WHEN 'year' THEN num_nonnulls(year_id, number) = 0 ELSE num_nulls(year_id, number) = 0 END`,
)
@Check('academic_sessions_numbers_check', `number BETWEEN ${TRIMESTERS.min} AND ${TRIMESTERS.max}`)
@Index('academic_sessions_listed', ['organizationId', 'name', 'id'])
export class AcademicSession implements StructureRow {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'academic_sessions_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  @Column({ type: 'varchar', length: 20 }) type: AcademicSessionType;
  @ForeignKey('AcademicSession', { name: 'academic_sessions_year_fkey' })
  @Column({ type: 'uuid', nullable: true })
  yearId: string | null;
  /** Of a trimester within its year. */
  @Column({ type: 'int', nullable: true }) number: number | null;
  @Column({ type: 'varchar', length: 100 }) name: string;
  @Column({ type: 'date' }) startDate: string;
  /** The last day. */
  @Column({ type: 'date' }) endDate: string;
  @Column({ type: 'varchar', length: LONGEST_EXTERNAL_ID, nullable: true }) externalId: string | null;
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
