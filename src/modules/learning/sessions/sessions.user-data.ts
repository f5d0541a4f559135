import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { type Leaver, type Traces, UserDataHolder } from '../../people/users/users.api.js';
import { CollaboratorsRepository } from './collaborators/collaborators.repository.js';
import { GuestsRepository } from './guests/guests.repository.js';
import { SessionInvitationsRepository } from './invitations/session-invitations.repository.js';
import { ClientsRepository } from './live/clients.repository.js';
import { SessionMessagesRepository } from './messages/session-messages.repository.js';
import { SessionHistoryRepository } from './history/session-history.repository.js';
import { SessionNotesRepository } from './notes/session-notes.service.js';
import { SessionPastesRepository } from './pastes/session-pastes.service.js';
import { SessionsRepository } from './room/sessions.repository.js';
import { aboutRoom, SESSION_ARCHIVED } from './sessions.events.js';
import { ParticipationsRepository } from './statistics/participations.repository.js';
import { SessionVersionsRepository } from './versions/session-versions.repository.js';

/** Erasure of a person: archives the rooms that they own, deletes them, and gives up the places in those of others. */
@Injectable()
export class SessionsUserData extends UserDataHolder {
  readonly holds = {
    sessions: ['ownerId', 'title', 'description'],
    session_collaborators: ['userId'],
    session_invitations: ['createdBy'],
    session_guests: ['createdBy', 'name'],
    session_clients: ['userId'],
    session_messages: ['authorId', 'content'],
    session_versions: ['createdBy', 'name', 'files'],
    session_notes: ['updatedBy', 'content'],
    session_participations: ['userId'],
    session_updates: ['authorIds'],
    session_pastes: ['userId', 'path', 'fileId'],
  };

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly collaborators: CollaboratorsRepository,
    private readonly invitations: SessionInvitationsRepository,
    private readonly guests: GuestsRepository,
    private readonly clients: ClientsRepository,
    private readonly messages: SessionMessagesRepository,
    private readonly versions: SessionVersionsRepository,
    private readonly notes: SessionNotesRepository,
    private readonly history: SessionHistoryRepository,
    private readonly participations: ParticipationsRepository,
    private readonly pastes: SessionPastesRepository,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  override async endSome({ id }: Leaver): Promise<number> {
    const archived = await this.sessions.archiveOf(id);
    for (const room of archived) await this.outbox.append(SESSION_ARCHIVED, { ...aboutRoom(room), actorId: id });
    return archived.length;
  }

  override async tracesOf({ id }: Leaver): Promise<Traces> {
    return { own: [], shared: [], texts: await this.sessions.titlesOf(id) };
  }

  async eraseUser({ id }: Leaver): Promise<void> {
    await this.sessions.deleteOf(id);
    await this.invitations.deleteMadeBy(id);
    await this.guests.revokeMadeBy(id);
    await this.guests.forget(id);
    await this.clients.forget(id);
    await this.messages.deleteOf(id);
    await this.versions.unname(id);
    await this.notes.deleteOf(id);
    await this.history.forget(id);
    await this.participations.forget(id);
    await this.pastes.deleteOf(id);
    await this.collaborators.removeEverywhere(id);
  }
}
