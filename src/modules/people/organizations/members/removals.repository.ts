import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { OrganizationRemoval } from './organization-removal.entity.js';

/** Who was taken out of organizations; to become a member again ends it. */
@Injectable()
export class RemovalsRepository {
  constructor(@InjectRepository(OrganizationRemoval) private readonly removals: Repository<OrganizationRemoval>) {}

  async note(organizationId: string, userId: string): Promise<void> {
    await this.removals.upsert({ organizationId, userId }, ['organizationId', 'userId']);
  }

  wasRemoved(organizationId: string, userId: string): Promise<boolean> {
    return this.removals.existsBy({ organizationId, userId });
  }

  async forget(userId: string): Promise<void> {
    await this.removals.delete({ userId });
  }
}
