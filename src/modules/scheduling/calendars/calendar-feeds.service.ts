import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { hashSecret, newLinkSecret } from '../../../infra/access/link-secret.js';
import { AppConfig } from '../../../infra/config/config.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { API_PREFIX } from '../../../kernel/api-prefix.js';
import { invalid } from '../../../kernel/invalid.js';
import { Sealer } from '../../../infra/sealing/sealer.js';
import { Clock } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { mapPage, type Page } from '../../../kernel/page.js';
import { SessionLock } from '../../people/auth/auth.api.js';
import { unknownOrganization } from '../../people/organizations/organizations.api.js';
import { AvailabilityApi } from '../availability/availability.api.js';
import { CalendarAccess } from './calendar-access.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import type { CalendarFeedDto, CalendarFeedQueryDto, NewCalendarFeedDto } from './dto/calendar-feed.dto.js';
import type { CalendarFeed } from './entities/calendar-feed.entity.js';

const SEALED_FOR = 'calendar_feeds.sealed_secret';

/** Management of a person's calendar feeds. */
@Injectable()
export class CalendarFeedsService {
  constructor(
    private readonly repository: CalendarFeedsRepository,
    private readonly access: CalendarAccess,
    private readonly availability: AvailabilityApi,
    private readonly session: SessionLock,
    private readonly sealer: Sealer,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, calendar_feed_exists */
  @Transactional()
  async create(actor: Actor, wanted: NewCalendarFeedDto): Promise<CalendarFeedDto> {
    await this.session.hold(actor);
    const ownerId = actor.userId;
    const target = { ownerId, ...targetOf(wanted) };
    if (!(await this.access.open(target))) throw unknown(wanted);
    if (target.bookableId === ownerId) await this.availability.ensurePeople([ownerId]);
    return this.present(await this.repository.insert({ ...target, ...this.newSecret() }));
  }

  async list({ userId }: Actor, query: CalendarFeedQueryDto): Promise<Page<CalendarFeedDto>> {
    return mapPage(await this.repository.list(userId, query), (feed) => this.present(feed));
  }

  async findOne(actor: Actor, id: string): Promise<CalendarFeedDto> {
    return this.present(await this.getOrThrow(actor, id));
  }

  /** Replaces the secret; the previous URL is invalid at once. */
  @Transactional()
  async rotate(actor: Actor, id: string): Promise<CalendarFeedDto> {
    await this.session.hold(actor);
    const feed = await this.getOrThrow(actor, id);
    const secret = { ...this.newSecret(), rotatedAt: this.clock.now() };
    await this.repository.rotate(id, secret);
    return this.present({ ...feed, ...secret });
  }

  async remove({ userId }: Actor, id: string): Promise<void> {
    if (!(await this.repository.delete(userId, id))) throw new CodedError(NOT_FOUND);
  }

  private async getOrThrow({ userId }: Actor, id: string): Promise<CalendarFeed> {
    const feed = await this.repository.find(userId, id);
    if (!feed) throw new CodedError(NOT_FOUND);
    return feed;
  }

  private newSecret(): Pick<CalendarFeed, 'secretHash' | 'sealedSecret'> {
    const secret = newLinkSecret();
    return { secretHash: hashSecret(secret), sealedSecret: this.sealer.seal(secret, SEALED_FOR) };
  }

  private present(feed: CalendarFeed): CalendarFeedDto {
    const { id, scope, organizationId, bookableId, createdAt, rotatedAt } = feed;
    const secret = this.sealer.open(feed.sealedSecret, SEALED_FOR);
    const url = secret && `${this.config.publicUrl}${API_PREFIX}/calendar-feeds/${secret}.ics`;
    return { id, scope, organizationId, bookableId, url, createdAt, rotatedAt };
  }
}

/** @throws CodedError validation_failed when the scope lacks its id, or has that of another scope */
function targetOf({ scope, organizationId, bookableId }: NewCalendarFeedDto) {
  const ids = { organizationId, bookableId };
  const faults = (['organizationId', 'bookableId'] as const).flatMap((field) => {
    const isWanted = field === `${scope}Id`;
    if (isWanted === (ids[field] !== undefined)) return [];
    const message = isWanted ? `must be given with the scope ${scope}` : `cannot be given with the scope ${scope}`;
    return [{ pointer: `/${field}`, field, message, code: isWanted ? 'is_missing' : 'excluded_by_scope' }];
  });
  if (faults.length > 0) throw invalid(faults);
  return {
    scope,
    organizationId: organizationId?.toLowerCase() ?? null,
    bookableId: bookableId?.toLowerCase() ?? null,
  };
}

function unknown({ scope }: NewCalendarFeedDto): CodedError {
  if (scope === 'organization') return unknownOrganization();
  const field = 'bookableId';
  return invalid([{ pointer: `/${field}`, field, message: 'is nothing that you manage', code: 'unknown_bookable' }]);
}
