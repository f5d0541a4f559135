import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { ServiceAccount } from './service-account.entity.js';

@Injectable()
export class ServiceAccountsRepository {
  constructor(@InjectRepository(ServiceAccount) private readonly accounts: Repository<ServiceAccount>) {}

  async insert(organizationId: string, userId: string): Promise<void> {
    await this.accounts.insert({ organizationId, userId });
  }

  find(userId: string): Promise<ServiceAccount | null> {
    return this.accounts.findOneBy({ userId });
  }

  /** Those of the accounts that are service accounts. */
  async among(userIds: readonly string[]): Promise<Set<string>> {
    if (userIds.length === 0) return new Set();
    return new Set((await this.accounts.findBy({ userId: In([...userIds]) })).map(({ userId }) => userId));
  }

  /** All of an organization, oldest first. */
  listOf(organizationId: string): Promise<ServiceAccount[]> {
    return this.accounts.find({ where: { organizationId }, order: { createdAt: 'ASC', userId: 'ASC' } });
  }

  countOf(organizationId: string): Promise<number> {
    return this.accounts.countBy({ organizationId });
  }

  /** Account ids by organization id. */
  async idsIn(organizationIds: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    if (organizationIds.length === 0) return found;
    for (const { organizationId, userId } of await this.accounts.findBy({ organizationId: In([...organizationIds]) }))
      found.set(organizationId, [...(found.get(organizationId) ?? []), userId]);
    return found;
  }

  async delete(userId: string): Promise<void> {
    await this.accounts.delete({ userId });
  }
}
