import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  RowVersionColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../../infra/database/columns.js';
import {
  PLACES,
  SESSION_LANGUAGES,
  SESSION_STATUSES,
  type SessionLanguage,
  type SessionStatus,
} from './session.rules.js';

const listed = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

/** SQL: the room is in the public list. */
export const IS_LISTED = `is_public AND status = 'active'`;

/** SQL: the ids of an organization’s rooms. `organizationId` is a SQL expression. */
export const roomsOf = (organizationId: string) => `SELECT id FROM sessions WHERE organization_id = ${organizationId}`;

/**
 * A live coding session: a room where people write and run code together. Aggregate root: its row lock serializes
 * changes of its settings and its people. Counters of what happens in it move without its version.
 */
@Entity('sessions')
@Index('sessions_owner_updated', ['ownerId', 'updatedAt', 'id'])
@Index('sessions_organization_updated', ['organizationId', 'updatedAt', 'id'], { where: 'organization_id IS NOT NULL' })
@Index('sessions_listed_activity', ['lastActivityAt', 'id'], { where: IS_LISTED })
@Index('sessions_listed_created', ['createdAt', 'id'], { where: IS_LISTED })
@Index('sessions_listed_language', ['language', 'lastActivityAt', 'id'], { where: IS_LISTED })
// TypeORM cannot express an operator class: USING gin (title gin_trgm_ops, description gin_trgm_ops) of listed rooms.
@Index('sessions_trigrams', { synchronize: false })
@Check('sessions_language_check', `language IN (${listed(SESSION_LANGUAGES)})`)
@Check('sessions_status_check', `status IN (${listed(SESSION_STATUSES)})`)
@Check('sessions_capacity_check', 'collaborator_count BETWEEN 0 AND max_collaborators')
@Check('sessions_places_check', `max_collaborators BETWEEN ${PLACES.min} AND ${PLACES.max}`)
export class Session {
  @IdColumn() id: string;
  @ForeignKey('User', { name: 'sessions_owner_fkey' })
  @Column({ type: 'uuid' })
  ownerId: string;
  /** When it was handed to its owner; null for whoever opened it. */
  @TimestampColumn({ nullable: true }) ownedSince: Date | null;
  @ForeignKey('Organization', { onDelete: 'SET NULL', name: 'sessions_organization_fkey' })
  @Column({ type: 'uuid', nullable: true })
  organizationId: string | null;
  @Column({ type: 'varchar', length: 100 }) title: string;
  @Column({ type: 'varchar', length: 500, nullable: true }) description: string | null;
  @Column({ type: 'varchar', length: 20 }) language: SessionLanguage;
  @Column({ type: 'varchar', length: 20, default: 'active' }) status: SessionStatus;
  @Column({ type: 'boolean' }) isPublic: boolean;
  @Column({ type: 'boolean', default: false }) isLocked: boolean;
  /** Whether it is noted who puts in much text at once. */
  @Column({ type: 'boolean', default: false }) hasPasteLog: boolean;
  @Column({ type: 'int' }) maxCollaborators: number;
  /** Places that are taken, counted in the statement that takes or frees one; its check constraint keeps the capacity. */
  @Column({ type: 'int', default: 0 }) collaboratorCount: number;
  @Column({ type: 'int', default: 0 }) editCount: number;
  @Column({ type: 'int', default: 0 }) runCount: number;
  /** Of all runs together. */
  @Column({ type: 'double precision', default: 0 }) runMs: number;
  @TimestampColumn({ default: () => 'now()' }) lastActivityAt: Date;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
