import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { UserProfile } from './entities/user-profile.entity.js';

@Injectable()
export class ProfilesRepository {
  constructor(@InjectRepository(UserProfile) private readonly profiles: Repository<UserProfile>) {}

  async of(userIds: readonly string[]): Promise<Map<string, UserProfile>> {
    const profiles = userIds.length === 0 ? [] : await this.profiles.findBy({ userId: In([...userIds]) });
    return new Map(profiles.map((profile) => [profile.userId, profile]));
  }

  async replace(profile: UserProfile): Promise<void> {
    await this.profiles.upsert(profile, ['userId']);
  }

  async delete(userId: string): Promise<void> {
    await this.profiles.delete({ userId });
  }
}
