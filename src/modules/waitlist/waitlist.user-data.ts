import { Injectable } from '@nestjs/common';
import { SlotsApi } from '../slots/slots.api.js';
import { UserDataHolder, UsersApi } from '../users/users.api.js';
import { WaitlistRepository } from './waitlist.repository.js';

/** Forgets a person: they wait for nothing any more, and what was kept for them is free. */
@Injectable()
export class WaitlistUserData extends UserDataHolder {
  constructor(
    private readonly repository: WaitlistRepository,
    private readonly slots: SlotsApi,
    private readonly users: UsersApi,
  ) {
    super();
  }

  async eraseUser(userId: string): Promise<void> {
    const user = await this.users.findById(userId);
    const entries = await this.repository.about(userId, user?.email ?? null);
    await this.repository.delete(entries.map(({ id }) => id));
    for (const { holdId } of entries) if (holdId !== null) await this.slots.releaseHold(holdId);
  }
}
