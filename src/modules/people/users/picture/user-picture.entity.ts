import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn } from '../../../../infra/database/columns.js';
import { LONGEST_PICTURE_FILE } from '../../../../infra/pictures/picture-file.js';

/** The picture that a person has given us; a table of its own, so that no list of people reads pictures. */
@Entity('user_pictures')
@Index('user_pictures_file', ['file'])
export class UserPicture {
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'user_pictures_user_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  userId: string;
  /** Not unique: two people may have the same picture. */
  @Column({ type: 'varchar', length: LONGEST_PICTURE_FILE }) file: string;
  @Column({ type: 'int' }) width: number;
  @Column({ type: 'int' }) height: number;
  @Column({ type: 'bytea' }) content: Buffer;
  @CreatedAtColumn() createdAt: Date;
}
