import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  JsonColumn,
  RowVersionColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../../infra/database/columns.js';
import {
  DATE_ORDERS,
  type DateOrder,
  ENCODINGS,
  IMPORT_STATES,
  type ImportState,
  MATCH_KEYS,
  type MatchKey,
  ROSTER_FORMATS,
  ROSTER_KINDS,
  ROSTER_MODES,
  type RosterEncoding,
  type RosterFormat,
  type RosterKind,
  type RosterMode,
  type RosterOutcome,
  type RosterSeparator,
  SEPARATORS,
} from '../roster-kinds.js';

const oneOf = (column: string, values: readonly string[]) =>
  `${column} IN (${values.map((value) => `'${value}'`).join(', ')})`;

/** Why a file is none. */
export interface FileFault {
  readonly reason: string;
  readonly line: number | null;
  readonly column: string | null;
}

/** Rows by what became of them, or would; and those of people who are no members yet. */
export type RosterCounts = Partial<Record<RosterOutcome | 'waiting', number>>;

/** A file of people, classes, offerings or enrolments, on its way into the courses of an organization. */
@Entity('roster_imports')
@Index('roster_imports_listed', ['organizationId', 'createdAt', 'id'])
@Index('roster_imports_kinds', ['organizationId', 'kind', 'createdAt', 'id'])
@Index('roster_imports_states', ['organizationId', 'state', 'createdAt', 'id'])
// TypeORM cannot express its expression: one that is looked at, and one that is applied or undone.
@Index('roster_imports_running', { synchronize: false })
@Index('roster_imports_creator', ['createdBy'])
@Check('roster_imports_kind_check', oneOf('kind', ROSTER_KINDS))
@Check('roster_imports_format_check', oneOf('format', ROSTER_FORMATS))
@Check('roster_imports_mode_check', oneOf('mode', ROSTER_MODES))
@Check('roster_imports_match_check', oneOf('match_by', MATCH_KEYS))
@Check('roster_imports_dates_check', oneOf('date_order', DATE_ORDERS))
@Check('roster_imports_encoding_check', oneOf('encoding', ENCODINGS))
@Check('roster_imports_separator_check', oneOf('separator', SEPARATORS))
@Check('roster_imports_state_check', oneOf('state', IMPORT_STATES))
export class RosterImport {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'roster_imports_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  /** Null for whoever closed their account. */
  @ForeignKey('User', { onDelete: 'SET NULL', name: 'roster_imports_creator_fkey' })
  @Column({ type: 'uuid', nullable: true })
  createdBy: string | null;
  @Column({ type: 'varchar', length: 20 }) kind: RosterKind;
  @Column({ type: 'varchar', length: 20, default: 'csv' }) format: RosterFormat;
  @Column({ type: 'varchar', length: 20 }) mode: RosterMode;
  @Column({ type: 'varchar', length: 20 }) matchBy: MatchKey;
  @Column({ type: 'varchar', length: 20 }) dateOrder: DateOrder;
  @Column({ type: 'varchar', length: 20 }) encoding: RosterEncoding;
  @Column({ type: 'varchar', length: 20 }) separator: RosterSeparator;
  /** Of offerings whose archive does not say it. */
  @Column({ type: 'varchar', length: 100, nullable: true }) defaultIntake: string | null;
  @Column({ type: 'varchar', length: 100, nullable: true }) defaultCohort: string | null;
  @Column({ type: 'varchar', length: 100, nullable: true }) defaultMode: string | null;
  @Column({ type: 'int', nullable: true }) maxDelete: number | null;
  @Column({ type: 'int' }) maxDeletePercent: number;
  @Column({ type: 'varchar', length: 20, default: 'uploading' }) state: ImportState;
  @JsonColumn({ nullable: true }) fault: FileFault | null;
  @JsonColumn({ default: () => `'{}'` }) counts: RosterCounts;
  @Column({ type: 'varchar', length: 100, array: true, default: () => `'{}'` }) ignoredColumns: string[];
  /** Of the courses when the dry run looked at them; null before. */
  @Column({ type: 'varchar', length: 32, nullable: true }) mark: string | null;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
  @TimestampColumn({ nullable: true }) appliedAt: Date | null;
  /** Its time is over: nobody finds it any more, and its rows go in batches. */
  @Column({ type: 'boolean', default: false }) isExpired: boolean;
  /** What its rows took after the last dry run or application. */
  @Column({ type: 'bigint', default: 0, select: false }) rowBytes?: string;
}
