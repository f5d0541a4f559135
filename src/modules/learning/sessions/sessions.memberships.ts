import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { type FormerMember, MembershipHolder } from '../../people/organizations/organizations.api.js';
import { CollaboratorsRepository } from './collaborators/collaborators.repository.js';
import { GuestsRepository } from './guests/guests.repository.js';
import { SessionInvitationsRepository } from './invitations/session-invitations.repository.js';
import { SessionsRepository } from './room/sessions.repository.js';
import { SESSION_COLLABORATOR_LEFT, SESSION_OWNERSHIP_TRANSFERRED, SESSION_ROLE_CHANGED } from './sessions.events.js';

/**
 * Rooms of an organization stay with it: when their owner leaves it, the highest of the remaining people owns them. With
 * the membership end the places and the links of a leaver, with its management those that need it.
 */
@Injectable()
export class SessionsMemberships extends MembershipHolder {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly collaborators: CollaboratorsRepository,
    private readonly invitations: SessionInvitationsRepository,
    private readonly guests: GuestsRepository,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async endMembership({ organizationId, userId, actorId }: FormerMember, heirId: string | null): Promise<void> {
    const people = heirId === null ? [userId] : [userId, heirId];
    await this.sessions.lockOfPeople(organizationId, people);
    await this.invitations.deleteMadeIn(organizationId, userId);
    await this.guests.revokeMadeIn(organizationId, userId);
    for (const sessionId of await this.collaborators.endIn(organizationId, userId))
      await this.outbox.append(SESSION_COLLABORATOR_LEFT, { sessionId, organizationId, userId, actorId });
    if (heirId === null) return;
    const passedOn = await this.sessions.passOn(organizationId, userId, heirId);
    await this.collaborators.forgetIn(passedOn, heirId);
    for (const sessionId of passedOn)
      await this.outbox.append(SESSION_OWNERSHIP_TRANSFERRED, {
        sessionId,
        organizationId,
        previousOwner: userId,
        newOwner: heirId,
        actorId,
      });
  }

  /** Admins of rooms are plain viewers then, because managers could make themselves one. */
  async endManagement({ organizationId, userId, actorId }: FormerMember): Promise<void> {
    await this.sessions.lockOfPeople(organizationId, [userId]);
    await this.invitations.deleteMadeIn(organizationId, userId);
    await this.guests.revokeMadeIn(organizationId, userId);
    for (const sessionId of await this.collaborators.demoteIn(organizationId, userId)) {
      const change = { role: 'viewer', formerRole: 'admin' } as const;
      await this.outbox.append(SESSION_ROLE_CHANGED, { sessionId, organizationId, userId, actorId, ...change });
    }
  }
}
