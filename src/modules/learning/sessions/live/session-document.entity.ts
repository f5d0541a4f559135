import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The document of a room: where its log is, and a snapshot of what the log says up to some place. */
@Entity('session_documents')
export class SessionDocument {
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_documents_session_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  sessionId: string;
  /** Of the last row of the log. Rows are numbered under the lock of this one, so none comes later with a lower number. */
  @Column({ type: 'bigint', default: 0 }) seq: string;
  @Column({ type: 'bytea', nullable: true }) snapshot: Buffer | null;
  /** Of the last row of the log that the snapshot has. */
  @Column({ type: 'bigint', default: 0 }) snapshotSeq: string;
  /** Of the log’s content, counted with each row, because logs are too long to be added up. */
  @Column({ type: 'bigint', default: 0 }) logBytes: string;
}
