import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../../infra/audit/audit-log.js';
import { severityOf } from '../../../../infra/audit/audit-meaning.js';
import { AUDIT_LOG_READ } from '../../../../infra/audit/audited-actions.js';
import { Caches, type TwoLevelCache } from '../../../../infra/cache/caches.js';
import { SECOND } from '../../../../kernel/clock.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import { type NamedUser, UsersApi } from '../../../people/users/users.api.js';
import type { AuditEntry } from '../audit-entry.entity.js';
import { AUDIT_STATISTICS } from '../audit-statistics.js';
import { type Active, AuditEntries, type Counted } from './audit-entries.repository.js';
import type {
  AuditEntryDetailsDto,
  AuditEntryDto,
  AuditEntryQueryDto,
  AuditPersonDto,
  AuditStatisticsDto,
} from './audit-entry.dto.js';
import { relativeTime } from './relative-time.js';

const SUMMARY = 100;
const DEFAULT_HOURS = 24;

/** Of each number of hours that is asked about: counting reads all entries of that time. */
const STATISTICS_KEPT = { ttlMs: 10 * SECOND, most: 100 };

interface Statistics {
  readonly counts: readonly Counted[];
  readonly active: readonly Active[];
}

/** The log as administrators read it, which is an entry each time. */
@Injectable()
export class AuditLogService {
  private readonly kept: TwoLevelCache<Statistics>;

  constructor(
    private readonly entries: AuditEntries,
    private readonly audit: AuditLog,
    private readonly users: UsersApi,
    caches: Caches,
  ) {
    this.kept = caches.of(AUDIT_STATISTICS, STATISTICS_KEPT);
  }

  async search(query: AuditEntryQueryDto): Promise<Page<AuditEntryDto>> {
    await this.read('list', query);
    return this.page(query);
  }

  /** Notes the first page of a file, which is read by pages. */
  async part(query: AuditEntryQueryDto): Promise<Page<AuditEntryDto>> {
    if (query.cursor === undefined) await this.read('export', query);
    return this.page(query);
  }

  async statistics(hours = DEFAULT_HOURS): Promise<AuditStatisticsDto> {
    await this.read('statistics', {});
    const { counts, active } = await this.kept.get(String(hours), async () => ({
      counts: await this.entries.countedSince(hours),
      active: await this.entries.mostActiveSince(hours),
    }));
    // Names are not kept: who was erased has none from then on.
    const people = await this.users.namesOf(active.map(({ userId }) => userId));
    return {
      counts: counts.map((one) => ({ ...one, latestTime: new Date(one.latestTime) })),
      mostActive: active.map((one) => ({
        ...one,
        lastActivity: new Date(one.lastActivity),
        user: personOf(one.userId, people),
      })),
    };
  }

  /** Which filters were used is kept, and of those with ids what they were asked with. */
  private read(what: string, query: AuditEntryQueryDto): Promise<void> {
    const { entryId, userId, sessionId, organizationId } = query;
    const filters = Object.keys(query).filter((name) => query[name as keyof AuditEntryQueryDto] !== undefined);
    const metadata = { what, filters, of: { entryId, userId, sessionId, organizationId } };
    return this.audit.add(AUDIT_LOG_READ, { metadata });
  }

  private async page(query: AuditEntryQueryDto): Promise<Page<AuditEntryDto>> {
    const page = await this.entries.search(query);
    const details = await this.entries.detailsOf(page.data);
    const people = await this.users.namesOf([...new Set(page.data.flatMap(({ userId }) => userId ?? []))]);
    const now = new Date();
    return mapPage(page, (entry) => toDto(entry, personOf(entry.userId, people), details.get(entry.id), now));
  }
}

function personOf(id: string | null, people: ReadonlyMap<string, NamedUser>): AuditPersonDto | null {
  const person = people.get(id ?? '');
  return person ? { id: person.id, name: person.name } : null;
}

function toDto(
  { transaction: _transaction, retention: _retention, digest: _digest, ...entry }: AuditEntry,
  user: AuditPersonDto | null,
  details: string | undefined,
  now: Date,
): AuditEntryDto {
  return {
    ...entry,
    severity: severityOf(entry.level),
    user,
    summary: entry.message.slice(0, SUMMARY),
    details: details === undefined ? null : (JSON.parse(details) as AuditEntryDetailsDto),
    relativeTime: relativeTime(entry.createdAt, now),
  };
}
