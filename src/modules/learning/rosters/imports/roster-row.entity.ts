import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { IdColumn, JsonColumn } from '../../../../infra/database/columns.js';
import { OUTCOMES, type RosterOutcome } from '../roster-kinds.js';

export type RosterValues = Readonly<Record<string, string | number | null>>;

/** A row of an import (staging), or what the file does not name any more. */
@Entity('roster_rows')
@Unique('roster_rows_number_key', ['importId', 'number'])
@Index('roster_rows_outcome', ['importId', 'outcome', 'number', 'id'])
@Index('roster_rows_person', ['userId'])
@Index('roster_rows_key', ['importId', 'sourceKey'])
@Index('roster_rows_target', ['targetId'])
// TypeORM cannot express their expressions: whom a row names, named or enrols.
@Index('roster_rows_name', { synchronize: false })
@Index('roster_rows_former_name', { synchronize: false })
@Index('roster_rows_students', { synchronize: false })
@Index('roster_rows_left', { synchronize: false })
@Check('roster_rows_outcome_check', `outcome IN (${OUTCOMES.map((outcome) => `'${outcome}'`).join(', ')})`)
export class RosterRow {
  @IdColumn() id: string;
  @ForeignKey('RosterImport', { onDelete: 'CASCADE', name: 'roster_rows_import_fkey' })
  @Column({ type: 'uuid' })
  importId: string;
  /** Its place in the report. */
  @Column({ type: 'int' }) number: number;
  /** Of the file; null for what it does not name. */
  @Column({ type: 'int', nullable: true }) line: number | null;
  /** What tells it from other rows of its kind in the organization, for good. */
  @Column({ type: 'varchar', length: 700, nullable: true }) sourceKey: string | null;
  @JsonColumn() values: RosterValues;
  /** The member with the address of the row. */
  @ForeignKey('User', { onDelete: 'SET NULL', name: 'roster_rows_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  /** What it is about, of its kind. */
  @Column({ type: 'uuid', nullable: true }) targetId: string | null;
  /** After the import. */
  @Column({ type: 'int', nullable: true }) targetVersion: number | null;
  @JsonColumn({ nullable: true }) before: RosterValues | null;
  @JsonColumn({ nullable: true }) after: RosterValues | null;
  @Column({ type: 'varchar', length: 20, nullable: true }) outcome: RosterOutcome | null;
  @Column({ type: 'varchar', length: 50, nullable: true }) faultColumn: string | null;
  @Column({ type: 'varchar', length: 50, nullable: true }) reason: string | null;
  /** For somebody who is no member yet. */
  @Column({ type: 'boolean', default: false }) isWaiting: boolean;
  /** Whether it takes a place of an offering that it did not have. */
  @Column({ type: 'boolean', default: false }) isTaking: boolean;
  @Column({ type: 'boolean', default: false }) isUndone: boolean;
  /** The source that the import replaced or dropped. */
  @JsonColumn({ nullable: true }) former: object | null;
  /** Of the enrolment that a move leaves, after the import. */
  @Column({ type: 'int', nullable: true }) formerVersion: number | null;
}
