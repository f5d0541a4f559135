import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';

export const NOTICE_CHANNELS = ['email', 'in_app'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

const CHANNELS = NOTICE_CHANNELS.map((channel) => `'${channel}'`).join(', ');

/**
 * That a person was told of an expected log by a rule, over a channel, for the deadline that held: inserted in the transaction
 * that queues the mail or the notification, so that nobody is told twice. Who stopped such mails has one too. It outlives the
 * expectation, which goes and comes back with its offering.
 */
@Entity('log_notices')
@Unique('log_notices_key', ['allocationId', 'weekNumber', 'rule', 'dueAt', 'channel', 'userId'])
@Index('log_notices_person', ['userId'])
@Index('log_notices_facilitator', ['facilitatorId'])
@Check('log_notices_channel_check', `channel IN (${CHANNELS})`)
export class LogNotice {
  @IdColumn() id: string;
  /** The offering. */
  @ForeignKey('CourseOffering', { onDelete: 'CASCADE', name: 'log_notices_offering_fkey' })
  @Column({ type: 'uuid' })
  allocationId: string;
  @Column({ type: 'int' }) weekNumber: number;
  @TimestampColumn() dueAt: Date;
  /** Who owed it then: whoever owes it later is told as well. */
  @ForeignKey('CourseFacilitator', { onDelete: 'SET NULL', name: 'log_notices_facilitator_fkey' })
  @Column({ type: 'uuid', nullable: true })
  facilitatorId: string | null;
  /** `before:24` (hours), `missing`, `escalated`, `late`, `submitted`. */
  @Column({ type: 'varchar', length: 20 }) rule: string;
  @Column({ type: 'varchar', length: 10 }) channel: NoticeChannel;
  @ForeignKey('User', { name: 'log_notices_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;
  @CreatedAtColumn() createdAt: Date;
}
