import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What a person says of themselves; absent while they have said nothing. */
@Entity('user_profiles')
export class UserProfile {
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'user_profiles_user_fkey' })
  @PrimaryColumn('uuid')
  userId: string;
  @Column({ type: 'varchar', length: 2000, nullable: true }) bio: string | null;
  /** An https address. */
  @Column({ type: 'varchar', length: 2000, nullable: true }) avatar: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true }) location: string | null;
}
