import { Injectable } from '@nestjs/common';
import { type Leaver, UserDataHolder } from '../../people/users/users.api.js';
import { HoldsRepository } from './holds/holds.repository.js';
import { SlotsApi } from './slots.api.js';

/** Erasure of a person: releases their holds. As a host they are known by the id of the account only. */
@Injectable()
export class SlotsUserData extends UserDataHolder {
  readonly holds = { holds: ['userId', 'hostIds'], seatings: ['hostId', 'hostIds'], booking_counters: ['hostId'] };

  constructor(
    private readonly repository: HoldsRepository,
    private readonly slots: SlotsApi,
  ) {
    super();
  }

  override async endSome({ id }: Leaver, limit: number): Promise<number> {
    const ids = await this.repository.idsOf(id, limit);
    for (const holdId of ids) await this.slots.releaseHold(holdId);
    return ids.length;
  }

  async eraseUser(leaver: Leaver): Promise<void> {
    while ((await this.endSome(leaver, 100)) > 0);
  }
}
