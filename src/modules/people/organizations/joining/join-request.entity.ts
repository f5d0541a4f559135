import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import type { CourseProfileRole } from '../organizations.api.js';
import { ASKED_ROLE_CHECK } from './join-code.entity.js';
import { JOIN_REQUEST_STATUSES, type JoinRequestStatus, LONGEST } from './joining.rules.js';

const STATUSES = JOIN_REQUEST_STATUSES.map((status) => `'${status}'`).join(', ');

/**
 * Of a person, to be admitted to an organization. Admitting deletes the row, so that of admitting, declining and taking back
 * one succeeds, once.
 */
@Entity('organization_join_requests')
@Unique('organization_join_requests_key', ['organizationId', 'userId'])
@Index('organization_join_requests_listed', ['organizationId', 'status', 'askedAt', 'id'])
@Index('organization_join_requests_person', ['userId', 'createdAt', 'id'])
@Index('organization_join_requests_code', ['codeId'])
@Index('organization_join_requests_created', ['createdAt'])
@Check('organization_join_requests_role_check', ASKED_ROLE_CHECK)
@Check('organization_join_requests_status_check', `status IN (${STATUSES})`)
@Check('organization_join_requests_declined_check', `(status = 'declined') = (declined_at IS NOT NULL)`)
export class JoinRequest {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'organization_join_requests_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  @ForeignKey('User', { name: 'organization_join_requests_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;
  /** Null once the code is gone: then somebody has to decide. */
  @ForeignKey('JoinCode', { onDelete: 'SET NULL', name: 'organization_join_requests_code_fkey' })
  @Column({ type: 'uuid', nullable: true })
  codeId: string | null;
  @Column({ type: 'varchar', length: 20 }) role: CourseProfileRole;
  /** For the profile. */
  @Column({ type: 'varchar', length: LONGEST.specialization, nullable: true }) specialization: string | null;
  @Column({ type: 'varchar', length: LONGEST.number, nullable: true }) employeeId: string | null;
  @Column({ type: 'varchar', length: LONGEST.number, nullable: true }) studentNumber: string | null;
  @Column({ type: 'varchar', length: 20, default: 'waiting' }) status: JoinRequestStatus;
  /** When the person's address was verified: nobody hears of it before. */
  @TimestampColumn({ nullable: true }) askedAt: Date | null;
  @TimestampColumn({ nullable: true }) declinedAt: Date | null;
  /** Why it was declined. */
  @Column({ type: 'varchar', length: LONGEST.reason, nullable: true }) reason: string | null;
  @CreatedAtColumn() createdAt: Date;
}
