import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A piece of a file, as it was sent. */
@Entity('roster_parts')
export class RosterPart {
  @ForeignKey('RosterImport', { onDelete: 'CASCADE', name: 'roster_parts_import_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  importId: string;
  @PrimaryColumn({ type: 'int' }) number: number;
  @Column({ type: 'bytea' }) content: Buffer;
}
