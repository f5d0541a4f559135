import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { AuthModule } from '../../people/auth/auth.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { BookedRoomsService } from './booked/booked-rooms.service.js';
import { CollaboratorPresenter } from './collaborators/collaborator.presenter.js';
import { CollaboratorsRepository } from './collaborators/collaborators.repository.js';
import { CollaboratorsService } from './collaborators/collaborators.service.js';
import { SessionCollaborator } from './collaborators/session-collaborator.entity.js';
import { GuestLinksService } from './guests/guest-links.service.js';
import { GuestTokens } from './guests/guest-tokens.js';
import { GuestsRepository } from './guests/guests.repository.js';
import { GuestsService } from './guests/guests.service.js';
import { SessionGuest } from './guests/session-guest.entity.js';
import { SessionInvitation } from './invitations/session-invitation.entity.js';
import { SessionInvitationsRepository } from './invitations/session-invitations.repository.js';
import { SessionInvitationsService } from './invitations/session-invitations.service.js';
import { ClientsRepository } from './live/clients.repository.js';
import { DocumentsRepository } from './live/documents.repository.js';
import { LiveDocuments } from './live/live-documents.js';
import { PeopleLimits } from './live/person-limits.js';
import { RoomAttachments } from './live/room-attachments.js';
import { RoomChannels } from './live/room-channels.js';
import { ChannelVoice } from './live/room-voice.js';
import { RoomReader } from './live/room-reader.js';
import { SessionDocumentsService } from './live/session-documents.service.js';
import { SessionMessage } from './messages/session-message.entity.js';
import { SessionMessagesRepository } from './messages/session-messages.repository.js';
import { SessionMessagesService } from './messages/session-messages.service.js';
import { RoomEdits } from './files/room-edits.js';
import { SessionArchivesService } from './files/session-archives.service.js';
import { SessionFilesService } from './files/session-files.service.js';
import { SessionHistoryRepository } from './history/session-history.repository.js';
import { SessionHistoryService } from './history/session-history.service.js';
import { SessionNote } from './notes/session-note.entity.js';
import { SessionNotesRepository, SessionNotesService } from './notes/session-notes.service.js';
import { SessionPaste } from './pastes/session-paste.entity.js';
import { SessionPastesRepository, SessionPastesService } from './pastes/session-pastes.service.js';
import { SessionAccess } from './room/session-access.js';
import { Session } from './room/session.entity.js';
import { SessionStorage } from './room/session-storage.js';
import { SessionPresenter } from './room/session.presenter.js';
import { SessionRoomsService } from './room/session-rooms.js';
import { SessionsRepository } from './room/sessions.repository.js';
import { SessionsService } from './room/sessions.service.js';
import { BookedRooms, RoomVoice, SessionRooms } from './sessions.api.js';
import { SessionsMemberships } from './sessions.memberships.js';
import { SessionsStandingAccess } from './sessions.standing-access.js';
import { SessionsUserData } from './sessions.user-data.js';
import { ParticipationsRepository } from './statistics/participations.repository.js';
import { SessionStatisticsService } from './statistics/session-statistics.service.js';
import { SessionVersion } from './versions/session-version.entity.js';
import { SessionVersionsRepository } from './versions/session-versions.repository.js';
import { SessionVersionsService } from './versions/session-versions.service.js';

@Module({
  imports: [
    DatabaseModule.forFeature([
      Session,
      SessionCollaborator,
      SessionInvitation,
      SessionMessage,
      SessionVersion,
      SessionNote,
      SessionPaste,
      SessionGuest,
    ]),
    AuthModule,
    OrganizationsModule,
    UsersModule,
  ],
  providers: [
    SessionAccess,
    SessionPresenter,
    SessionsRepository,
    SessionsService,
    ClientsRepository,
    DocumentsRepository,
    LiveDocuments,
    PeopleLimits,
    RoomAttachments,
    RoomChannels,
    RoomReader,
    SessionDocumentsService,
    SessionMessagesRepository,
    SessionMessagesService,
    RoomEdits,
    SessionArchivesService,
    SessionFilesService,
    SessionHistoryRepository,
    SessionHistoryService,
    SessionNotesRepository,
    SessionNotesService,
    SessionPastesRepository,
    SessionPastesService,
    ParticipationsRepository,
    SessionStatisticsService,
    SessionVersionsRepository,
    SessionVersionsService,
    CollaboratorPresenter,
    CollaboratorsRepository,
    CollaboratorsService,
    SessionInvitationsRepository,
    SessionInvitationsService,
    GuestsRepository,
    GuestLinksService,
    GuestTokens,
    GuestsService,
    SessionsUserData,
    SessionsStandingAccess,
    { provide: SessionRooms, useClass: SessionRoomsService },
    { provide: RoomVoice, useClass: ChannelVoice },
    { provide: BookedRooms, useClass: BookedRoomsService },
    SessionsMemberships,
    SessionStorage,
  ],
  exports: [
    SessionRooms,
    LiveDocuments,
    PeopleLimits,
    RoomAttachments,
    RoomChannels,
    RoomVoice,
    BookedRooms,
    GuestsRepository,
    GuestLinksService,
    GuestTokens,
    GuestsService,
    SessionsService,
    SessionsRepository,
    ClientsRepository,
    DocumentsRepository,
    RoomReader,
    SessionDocumentsService,
    SessionMessagesRepository,
    SessionMessagesService,
    SessionArchivesService,
    SessionFilesService,
    SessionHistoryService,
    SessionNotesService,
    SessionPastesService,
    SessionStatisticsService,
    SessionVersionsService,
    CollaboratorsRepository,
    CollaboratorsService,
    SessionInvitationsService,
    SessionInvitationsRepository,
  ],
})
export class SessionsModule {}
