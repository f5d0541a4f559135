import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { dateOfDay, dayOfDate } from '../../../../kernel/zoned-time.js';
import { RANGE_TOO_LONG } from '../../slots/slots.api.js';
import type { OfferedSlot } from '../guest-pages.api.js';
import type { SlotQueryDto } from './slot-query.dto.js';
import { SlotOffers } from './slot-offers.js';

/** What is offered on days that are asked for in one go, as pages show them. */
@Injectable()
export class OfferedMonths {
  constructor(private readonly offers: SlotOffers) {}

  /**
   * Where hosts have so many starts that fewer days are looked at at once, in halves.
   * @param actor undefined for guests
   * @param query whose ends are dates
   */
  async slots(actor: Actor | undefined, query: SlotQueryDto): Promise<readonly OfferedSlot[]> {
    try {
      return (await this.offers.list(actor, query)).data;
    } catch (error) {
      const [first, last] = [dayOfDate(query.from), dayOfDate(query.to)];
      if (!(error instanceof CodedError && error.definition === RANGE_TOO_LONG) || first >= last) throw error;
      const middle = Math.floor((first + last) / 2);
      const before = await this.slots(actor, { ...query, to: dateOfDay(middle) });
      return [...before, ...(await this.slots(actor, { ...query, from: dateOfDay(middle + 1) }))];
    }
  }
}
