import { Injectable } from '@nestjs/common';
import { StandingAccessHolder } from '../../people/users/users.api.js';
import { SessionInvitationsRepository } from './invitations/session-invitations.repository.js';

/** Revokes the links into rooms that an account made before it passed to its owner. */
@Injectable()
export class SessionsStandingAccess extends StandingAccessHolder {
  constructor(private readonly invitations: SessionInvitationsRepository) {
    super();
  }

  endStandingAccess(userId: string): Promise<void> {
    return this.invitations.deleteMadeBy(userId);
  }
}
