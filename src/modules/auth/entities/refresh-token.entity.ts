import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn, TimestampColumn } from '../../../infra/database/columns.js';

/** A refresh token that was issued; only its hash is kept. */
@Entity('refresh_tokens')
@Index('refresh_tokens_session', ['sessionId'])
export class RefreshToken {
  /** SHA-256, hexadecimal. */
  @PrimaryColumn({ type: 'char', length: 64 }) hash: string;

  @ForeignKey('LoginSession', { onDelete: 'CASCADE', name: 'refresh_tokens_session_fkey' })
  @Column({ type: 'uuid' })
  sessionId: string;

  @CreatedAtColumn() createdAt: Date;
  /** When its successor was issued; using it again afterwards is a sign of theft. */
  @TimestampColumn({ nullable: true }) replacedAt: Date | null;
  @Column({ type: 'char', length: 64, nullable: true }) replacedBy: string | null;
}
