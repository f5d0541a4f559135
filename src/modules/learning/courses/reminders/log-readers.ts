import { Injectable } from '@nestjs/common';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import type { ActivityTracker } from '../logs/activity-tracker.entity.js';
import { LogsRepository } from '../logs/logs.repository.js';
import type { NewsOfLog } from './log-notices.repository.js';

export const isReminder = (rule: string) => rule.startsWith('before:');

/** Whom something about expected logs is for. */
@Injectable()
export class LogReaders {
  constructor(
    private readonly logs: LogsRepository,
    private readonly organizations: OrganizationsApi,
  ) {}

  /**
   * Whoever owes a log is reminded, or those who manage the courses when nobody does; of the rest these are told.
   * @returns accounts by what is told, in its order
   */
  async of(news: readonly NewsOfLog[]): Promise<ReadonlyMap<NewsOfLog, readonly string[]>> {
    const readers = new Map<NewsOfLog, readonly string[]>();
    for (const organizationId of new Set(news.map((one) => one.organizationId))) {
      const ofIt = news.filter((one) => one.organizationId === organizationId);
      const managers = await this.organizations.courseManagersOf(organizationId);
      const owing = ofIt.flatMap(({ userId }) => userId ?? []);
      const members = new Set(await this.organizations.membersAmong(organizationId, owing));
      for (const one of ofIt) {
        const { rule, userId } = one;
        readers.set(one, isReminder(rule) && userId !== null && members.has(userId) ? [userId] : managers);
      }
    }
    return readers;
  }

  /** Of a log that is returned: whoever wrote it and teaches in its week, else those who do, but not who returned it. */
  async ofReturned(log: ActivityTracker): Promise<string[]> {
    if (log.state !== 'returned') return [];
    const members = await this.organizations.membersAmong(log.organizationId, await this.logs.writersOf(log));
    return members.filter((id) => id !== log.returnedBy);
  }
}
