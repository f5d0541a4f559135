import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import {
  CreatedAtColumn,
  LANGUAGE_CHECK,
  LanguageColumn,
  RowVersionColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../infra/database/columns.js';
import type { Language } from '../../../kernel/language.js';
import { WEEKS } from '../courses/courses.api.js';
import { LONGEST_ANSWER, WHOLE_OFFERING } from './reflection.rules.js';

/** What a student thinks of a week of an offering, or of all of it. */
@Entity('reflections')
@Unique('reflections_key', ['offeringId', 'studentId', 'weekNumber'])
@Index('reflections_listed', ['offeringId', 'weekNumber', 'id'])
@Index('reflections_student', ['studentId', 'createdAt', 'id'])
@Check('reflections_week_check', `week_number BETWEEN ${WHOLE_OFFERING} AND ${WEEKS.max}`)
@Check('reflections_language_check', LANGUAGE_CHECK)
export class Reflection {
  /** Random: one that follows the time would say when an anonymous one was written. */
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv4()' }) id: string;
  @ForeignKey('CourseOffering', { onDelete: 'CASCADE', name: 'reflections_offering_fkey' })
  @Column({ type: 'uuid' })
  offeringId: string;
  @ForeignKey('CourseStudent', { onDelete: 'CASCADE', name: 'reflections_student_fkey' })
  @Column({ type: 'uuid' })
  studentId: string;
  /** 0 for the offering as a whole. */
  @Column({ type: 'int' }) weekNumber: number;
  @Column({ type: 'varchar', length: LONGEST_ANSWER }) question1: string;
  @Column({ type: 'varchar', length: LONGEST_ANSWER }) question2: string;
  @Column({ type: 'varchar', length: LONGEST_ANSWER }) question3: string;
  @LanguageColumn() language: Language;
  /** As it was when it was submitted, for good. */
  @Column({ type: 'boolean' }) isAnonymous: boolean;
  /** How many may have written it when it was submitted; null for what has a name, and where nobody counted. */
  @Column({ type: 'int', nullable: true }) crowd: number | null;
  @TimestampColumn() submittedAt: Date;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
