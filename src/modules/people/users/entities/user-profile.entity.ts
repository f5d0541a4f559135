import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Profile of a person; no row while it is empty. */
@Entity('user_profiles')
export class UserProfile {
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'user_profiles_user_fkey' })
  @PrimaryColumn('uuid')
  userId: string;
  @Column({ type: 'varchar', length: 2000, nullable: true }) bio: string | null;
  /** An https URL. */
  @Column({ type: 'varchar', length: 2000, nullable: true }) avatar: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true }) location: string | null;
}
