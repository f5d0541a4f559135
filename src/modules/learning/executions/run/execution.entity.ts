import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import type { SandboxLanguage, SourceFile, StageLimits } from '../../../../kernel/run-request.js';
import { SANDBOX_LANGUAGES } from '../../../../kernel/run-request.js';
import type { DriverName, StageResult } from '../../../../kernel/run-result.js';
import type { TestCase, TestOutcome, TestPlan } from '../tests/test.rules.js';
import { EXECUTION_KINDS, EXECUTION_STATUSES, type ExecutionKind, type ExecutionStatus } from './execution.rules.js';

const listed = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

/** SQL: it takes one of the places that a person and an organization have. */
export const IS_UNFINISHED = `status IN ('queued', 'running')`;

export interface ExecutionOutcome {
  readonly compile: StageResult | null;
  /** Null for tests, and for what did not compile. */
  readonly run: StageResult | null;
  readonly limits: StageLimits;
  readonly tests: readonly TestOutcome[] | null;
}

/** Texts of programs are JSON, not text: they may have zero bytes, which PostgreSQL keeps in `json` alone. */
const ProgramText = (options: { nullable?: boolean } = {}) => Column({ type: 'json', ...options });

/** A program that was run, is run or waits for it. */
@Entity('executions')
@Index('executions_user_created', ['userId', 'createdAt', 'id'])
@Index('executions_session_created', ['sessionId', 'createdAt', 'id'], { where: 'session_id IS NOT NULL' })
@Index('executions_unfinished', ['queuedAt'], { where: IS_UNFINISHED })
@Index('executions_unfinished_user', ['userId'], { where: IS_UNFINISHED })
@Index('executions_unfinished_organization', ['organizationId'], { where: IS_UNFINISHED })
@Index('executions_alone', ['createdAt'], { where: 'session_id IS NULL' })
@Check('executions_language_check', `language IN (${listed(SANDBOX_LANGUAGES)})`)
@Check('executions_kind_check', `kind IN (${listed(EXECUTION_KINDS)})`)
@Check('executions_status_check', `status IN (${listed(EXECUTION_STATUSES)})`)
export class Execution {
  @IdColumn() id: string;
  @ForeignKey('User', { name: 'executions_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'executions_session_fkey' })
  @Column({ type: 'uuid', nullable: true })
  sessionId: string | null;
  /** Of the room when it began; it is counted there. */
  @ForeignKey('Organization', { onDelete: 'SET NULL', name: 'executions_organization_fkey' })
  @Column({ type: 'uuid', nullable: true })
  organizationId: string | null;
  @Column({ type: 'varchar', length: 10 }) kind: ExecutionKind;
  @Column({ type: 'varchar', length: 20 }) language: SandboxLanguage;
  /** Whether somebody types what it reads while it runs. */
  @Column({ type: 'boolean', default: false }) isInteractive: boolean;
  @Column({ type: 'varchar', length: 20, default: 'queued' }) status: ExecutionStatus;
  @ProgramText() files: readonly SourceFile[];
  @ProgramText() stdin: string;
  @ProgramText() args: readonly string[];
  /** As they were asked for. */
  @Column({ type: 'jsonb', nullable: true }) limits: Partial<StageLimits> | null;
  @ProgramText({ nullable: true }) tests: (TestPlan & { readonly cases: readonly TestCase[] }) | null;
  @Column({ type: 'varchar', length: 200, nullable: true }) version: string | null;
  @Column({ type: 'varchar', length: 20, nullable: true }) driver: DriverName | null;
  @ProgramText({ nullable: true }) outcome: ExecutionOutcome | null;
  /** The beginning of the output. */
  @ProgramText({ nullable: true }) excerpt: string | null;
  @Column({ type: 'int', nullable: true }) passedTests: number | null;
  /** Time of the program, in milliseconds. */
  @Column({ type: 'int', nullable: true }) durationMs: number | null;
  /** How often it was handed to the executor, less one. */
  @Column({ type: 'smallint', default: 0 }) round: number;
  /** The message that hands it over, for its dead letter. */
  @Column({ type: 'uuid', nullable: true }) messageId: string | null;
  @CreatedAtColumn() createdAt: Date;
  /** Since when it waits: it may be begun again. */
  @TimestampColumn({ default: () => 'now()' }) queuedAt: Date;
  @TimestampColumn({ nullable: true }) startedAt: Date | null;
  @TimestampColumn({ nullable: true }) finishedAt: Date | null;
}
