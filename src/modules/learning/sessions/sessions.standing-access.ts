import { Injectable } from '@nestjs/common';
import { StandingAccessHolder } from '../../people/users/users.api.js';
import { GuestsRepository } from './guests/guests.repository.js';
import { SessionInvitationsRepository } from './invitations/session-invitations.repository.js';

/** Revokes the links into rooms that an account made before it passed to its owner. */
@Injectable()
export class SessionsStandingAccess extends StandingAccessHolder {
  constructor(
    private readonly invitations: SessionInvitationsRepository,
    private readonly guests: GuestsRepository,
  ) {
    super();
  }

  async endStandingAccess(userId: string): Promise<void> {
    await this.invitations.deleteMadeBy(userId);
    await this.guests.revokeMadeBy(userId);
  }
}
