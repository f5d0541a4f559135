import { Injectable } from '@nestjs/common';
import { SlotsApi } from '../slots/slots.api.js';
import { type Leaver, UserDataHolder } from '../../people/users/users.api.js';
import { WaitlistRepository } from './waitlist.repository.js';

/** Erasure of a person: deletes their entries, and releases the holds of their offers. */
@Injectable()
export class WaitlistUserData extends UserDataHolder {
  readonly holds = {
    waitlist_entries: [
      'userId',
      'attendeeEmail',
      'attendeeName',
      'timeZone',
      'language',
      'answers',
      'notes',
      'sealedSecret',
    ],
  };

  constructor(
    private readonly repository: WaitlistRepository,
    private readonly slots: SlotsApi,
  ) {
    super();
  }

  /** Early, so that freed slots are not offered to the person who leaves. */
  override async endSome({ id, provedEmail }: Leaver, limit: number): Promise<number> {
    const entries = (await this.repository.about(id, provedEmail)).slice(0, limit);
    await this.repository.delete(entries.map((entry) => entry.id));
    for (const { holdId } of entries) if (holdId !== null) await this.slots.releaseHold(holdId);
    return entries.length;
  }

  async eraseUser(leaver: Leaver): Promise<void> {
    await this.endSome(leaver, Infinity);
  }
}
