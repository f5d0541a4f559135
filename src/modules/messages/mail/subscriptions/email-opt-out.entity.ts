import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn } from '../../../../infra/database/columns.js';

/** A person has unsubscribed from one kind of e-mail. */
@Entity('email_opt_outs')
export class EmailOptOut {
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'email_opt_outs_user_fkey' })
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'email_opt_outs_pkey' })
  userId: string;
  @PrimaryColumn({ type: 'varchar', length: 40, primaryKeyConstraintName: 'email_opt_outs_pkey' })
  template: string;
  @CreatedAtColumn() createdAt: Date;
}
