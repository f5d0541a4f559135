import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Sealer } from '../../../../infra/sealing/sealer.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { MALFORMED_CURSOR, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../../kernel/cursor.js';
import { isId } from '../../../../kernel/ids.js';
import type { Page, PageQuery } from '../../../../kernel/page.js';
import { EventTypesApi } from '../../event-types/event-types.api.js';
import type { EventTypeHoldDto, EventTypeHoldQueryDto, RunHoldQueryDto } from './hold.dto.js';
import type { Hold } from './hold.entity.js';
import { DEFAULT_HOLD_SORT, HoldsRepository } from './holds.repository.js';
import { HoldsService, toHoldDto } from './holds.service.js';

/** Whoever knows the id of a guest's hold may book with it, so that the hosts know it by another. */
const ALIAS = 'holds.id';

/** Holds of event types, for their hosts and managers. */
@Injectable()
export class EventTypeHoldsService {
  constructor(
    private readonly holds: HoldsRepository,
    private readonly service: HoldsService,
    private readonly eventTypes: EventTypesApi,
    private readonly sealer: Sealer,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found for everybody but the hosts of the type and those who manage it */
  async list(actor: Actor, eventTypeId: string, query: EventTypeHoldQueryDto): Promise<Page<EventTypeHoldDto>> {
    const { id } = await this.openOrThrow(actor, eventTypeId);
    return this.page([id], query);
  }

  /** Of everything that the caller hosts or manages. */
  async listAll({ userId }: Actor, { eventTypeId, ...query }: RunHoldQueryDto): Promise<Page<EventTypeHoldDto>> {
    const types = await this.eventTypes.runBy(userId);
    const ids = types.map(({ id }) => id).filter((id) => eventTypeId === undefined || id === eventTypeId);
    return this.page(ids, query);
  }

  /** Releases what somebody else keeps. @throws CodedError not_found */
  @Transactional()
  async release(actor: Actor, eventTypeId: string, alias: string): Promise<void> {
    const type = await this.openOrThrow(actor, eventTypeId);
    const hold = await this.holds.lock(this.sealer.idOfAlias(alias, ALIAS));
    if (hold?.eventTypeId !== type.id || hold.isOffer) throw new CodedError(NOT_FOUND);
    await this.service.end(hold);
  }

  private async openOrThrow({ userId }: Actor, id: string): Promise<{ readonly id: string }> {
    const type = await this.eventTypes.findRunBy(userId, id);
    if (!type) throw new CodedError(NOT_FOUND);
    return type;
  }

  /** Cursors name the last hold of a page, by its alias as well. */
  private async page(eventTypeIds: readonly string[], query: PageQuery): Promise<Page<EventTypeHoldDto>> {
    const { sort = DEFAULT_HOLD_SORT } = query;
    const cursor = query.cursor && renamed(query.cursor, sort, (alias) => this.sealer.idOfAlias(alias, ALIAS));
    const { data, meta } = await this.holds.listOfTypes(eventTypeIds, { ...query, ...(cursor && { cursor }) });
    const titles = await this.eventTypes.titlesByIds(data.map((hold) => hold.eventTypeId));
    const next = meta.nextCursor && renamed(meta.nextCursor, sort, (id) => this.sealer.alias(id, ALIAS));
    return { data: data.map((hold) => this.present(hold, titles)), meta: { ...meta, nextCursor: next } };
  }

  private present(hold: Hold, titles: ReadonlyMap<string, string>): EventTypeHoldDto {
    const { id, ...shown } = toHoldDto(hold);
    return { ...shown, id: this.sealer.alias(id, ALIAS), eventTypeTitle: titles.get(hold.eventTypeId) ?? '' };
  }
}

/** @throws CodedError malformed_cursor */
function renamed(cursor: string, sort: string, rename: (id: string) => string): string {
  const [expiresAt = '', id] = decodeCursor(cursor, sort, 2);
  if (typeof id !== 'string' || !isId(id)) throw new CodedError(MALFORMED_CURSOR);
  return encodeCursor({ sort, values: [expiresAt, rename(id)] });
}
