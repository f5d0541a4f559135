import { Injectable } from '@nestjs/common';
import { DatabaseClock } from '../../../infra/database/database-clock.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { SlotsApi } from '../slots/slots.api.js';
import type { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import { WAITLIST_OFFER_EXPIRED, WAITLIST_PASSED_OVER } from './waitlist.events.js';
import { type WaitingPerson, WaitlistRepository } from './waitlist.repository.js';
import { type Obstacle, statusAt } from './waitlist.rules.js';

/** Ends entries without an action of their people. Runs in the transaction of the caller. */
@Injectable()
export class WaitlistEndings {
  constructor(
    private readonly repository: WaitlistRepository,
    private readonly slots: SlotsApi,
    private readonly outbox: Outbox,
    private readonly clock: DatabaseClock,
  ) {}

  /** Expires the entry when its offer or its range has ended. */
  async lapse(entryId: string): Promise<void> {
    const entry = await this.repository.lock(entryId);
    if (!entry || entry.status === 'expired' || statusAt(entry, await this.clock.now()) !== 'expired') return;
    await this.repository.change(entryId, { status: 'expired', holdId: null });
    if (entry.holdId !== null) await this.slots.releaseHold(entry.holdId);
    await this.announceExpiry(entry);
  }

  /** Expires overdue entries of a person who joins again, which the worker has not expired yet. */
  async endOverdue(eventTypeId: string, person: WaitingPerson): Promise<void> {
    for (const id of await this.repository.overdue(eventTypeId, person)) await this.lapse(id);
  }

  /** Passes the entry over because of an obstacle; the person can join again once that is gone. */
  async passOver({ id, eventTypeId, userId }: WaitlistEntry, obstacle: Obstacle): Promise<void> {
    if (await this.repository.passOver(id, obstacle))
      await this.outbox.append(WAITLIST_PASSED_OVER, { entryId: id, eventTypeId, userId, obstacle });
  }

  /** Ends all entries of an archived type, and releases the holds of their offers. */
  async endQueue(eventTypeId: string): Promise<void> {
    const obstacle = 'event_type_archived';
    const ended = await this.repository.passOverAll(eventTypeId, obstacle);
    await this.outbox.appendAll(
      WAITLIST_PASSED_OVER,
      ended.map(({ id, userId }) => ({ entryId: id, eventTypeId, userId, obstacle })),
    );
    for (const { holdId } of ended) if (holdId !== null) await this.slots.releaseHold(holdId);
  }

  private async announceExpiry({ id, eventTypeId, userId, offerStart, offerEnd }: WaitlistEntry): Promise<void> {
    if (!offerStart || !offerEnd) return;
    const [start, end] = [offerStart.toISOString(), offerEnd.toISOString()];
    await this.outbox.append(WAITLIST_OFFER_EXPIRED, { entryId: id, eventTypeId, userId, start, end });
  }
}
