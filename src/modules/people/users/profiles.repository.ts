import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { AppConfig } from '../../../infra/config/config.js';
import { Sql } from '../../../infra/database/sql.js';
import { UserProfile } from './entities/user-profile.entity.js';
import { personPicture, type PersonPicture } from './picture/portrait.js';

/** What somebody says and shows of themselves. */
export interface StoredProfile {
  readonly name: string;
  readonly bio: string | null;
  readonly avatar: string | null;
  readonly location: string | null;
  readonly picture: PersonPicture | null;
}

interface ProfileRow extends Omit<StoredProfile, 'picture'> {
  readonly id: string;
  readonly file: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

@Injectable()
export class ProfilesRepository {
  constructor(
    @InjectRepository(UserProfile) private readonly profiles: Repository<UserProfile>,
    private readonly sql: Sql,
    private readonly config: AppConfig,
  ) {}

  /** By the id of the person; without pictures themselves, and without those who are unknown. */
  async of(userIds: readonly string[]): Promise<Map<string, StoredProfile>> {
    if (userIds.length === 0) return new Map();
    const rows = await this.sql.query<ProfileRow>(
      'user_profiles_of',
      `SELECT u.id, u.name, p.bio, p.avatar, p.location, k.file, k.width, k.height
       FROM users u LEFT JOIN user_profiles p ON p.user_id = u.id LEFT JOIN user_pictures k ON k.user_id = u.id
       WHERE u.id = ANY($1::uuid[])`,
      [userIds],
    );
    return new Map(
      rows.map(({ id, file, width, height, ...said }) => [
        id,
        { ...said, picture: personPicture({ file, width, height }, this.config.publicUrl) },
      ]),
    );
  }

  async replace(profile: UserProfile): Promise<void> {
    await this.profiles.upsert(profile, ['userId']);
  }

  async delete(userId: string): Promise<void> {
    await this.profiles.delete({ userId });
  }
}
