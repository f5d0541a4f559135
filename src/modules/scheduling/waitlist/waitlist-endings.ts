import { Injectable } from '@nestjs/common';
import { DatabaseClock } from '../../../infra/database/database-clock.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { SlotsApi } from '../slots/slots.api.js';
import type { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import { WAITLIST_OFFER_EXPIRED, WAITLIST_PASSED_OVER } from './waitlist.events.js';
import { type WaitingPerson, WaitlistRepository } from './waitlist.repository.js';
import { type Obstacle, statusAt } from './waitlist.rules.js';

/** Ends entries for other reasons than their people's wish. Runs in the transaction of the caller. */
@Injectable()
export class WaitlistEndings {
  constructor(
    private readonly repository: WaitlistRepository,
    private readonly slots: SlotsApi,
    private readonly outbox: Outbox,
    private readonly clock: DatabaseClock,
  ) {}

  /** Writes down what time has decided: nobody accepted the offer, or the range is over. */
  async lapse(entryId: string): Promise<void> {
    const entry = await this.repository.lock(entryId);
    if (!entry || entry.status === 'expired' || statusAt(entry, await this.clock.now()) !== 'expired') return;
    await this.repository.change(entryId, { status: 'expired', holdId: null });
    if (entry.holdId !== null) await this.slots.releaseHold(entry.holdId);
    await this.announceExpiry(entry);
  }

  /** Whoever joins again is not held up by an entry that the worker has not ended yet. */
  async endOverdue(eventTypeId: string, person: WaitingPerson): Promise<void> {
    for (const id of await this.repository.overdue(eventTypeId, person)) await this.lapse(id);
  }

  /** Those behind are served instead. The person can join again once nothing stands in the way. */
  async passOver({ id, eventTypeId, userId }: WaitlistEntry, obstacle: Obstacle): Promise<void> {
    if (await this.repository.passOver(id, obstacle))
      await this.outbox.append(WAITLIST_PASSED_OVER, { entryId: id, eventTypeId, userId, obstacle });
  }

  /** Nothing will ever be free for those who wait for the type; what is kept for some of them is free for others. */
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
