import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';

/** Password hash in a table of its own, so that queries for people cannot return it. */
@Entity('password_credentials')
export class PasswordCredential {
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'password_credentials_user_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  userId: string;

  /** Argon2id in PHC string format. */
  @Column({ type: 'varchar', length: 200 }) hash: string;
  @TimestampColumn({ default: () => 'now()' }) changedAt: Date;
}
