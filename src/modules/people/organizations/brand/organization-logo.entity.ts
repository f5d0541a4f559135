import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn } from '../../../../infra/database/columns.js';
import { LONGEST_PICTURE_FILE } from '../../../../infra/pictures/picture-file.js';

/** A table of its own, so that no list of organizations reads pictures. */
@Entity('organization_logos')
@Index('organization_logos_file', ['file'])
export class OrganizationLogo {
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'organization_logos_organization_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  organizationId: string;
  /** Not unique: two organizations may have the same picture. */
  @Column({ type: 'varchar', length: LONGEST_PICTURE_FILE }) file: string;
  @Column({ type: 'int' }) width: number;
  @Column({ type: 'int' }) height: number;
  @Column({ type: 'bytea' }) content: Buffer;
  @CreatedAtColumn() createdAt: Date;
}
