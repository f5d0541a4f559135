import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { AuthModule } from '../../people/auth/auth.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { CollaboratorPresenter } from './collaborators/collaborator.presenter.js';
import { CollaboratorsRepository } from './collaborators/collaborators.repository.js';
import { CollaboratorsService } from './collaborators/collaborators.service.js';
import { SessionCollaborator } from './collaborators/session-collaborator.entity.js';
import { SessionInvitation } from './invitations/session-invitation.entity.js';
import { SessionInvitationsRepository } from './invitations/session-invitations.repository.js';
import { SessionInvitationsService } from './invitations/session-invitations.service.js';
import { ClientsRepository } from './live/clients.repository.js';
import { DocumentsRepository } from './live/documents.repository.js';
import { SessionDocumentsService } from './live/session-documents.service.js';
import { SessionMessage } from './messages/session-message.entity.js';
import { SessionMessagesRepository } from './messages/session-messages.repository.js';
import { SessionMessagesService } from './messages/session-messages.service.js';
import { SessionAccess } from './room/session-access.js';
import { Session } from './room/session.entity.js';
import { SessionPresenter } from './room/session.presenter.js';
import { SessionRoomsService } from './room/session-rooms.js';
import { SessionsRepository } from './room/sessions.repository.js';
import { SessionsService } from './room/sessions.service.js';
import { SessionRooms } from './sessions.api.js';
import { SessionsMemberships } from './sessions.memberships.js';
import { SessionsStandingAccess } from './sessions.standing-access.js';
import { SessionsUserData } from './sessions.user-data.js';

@Module({
  imports: [
    DatabaseModule.forFeature([Session, SessionCollaborator, SessionInvitation, SessionMessage]),
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
    SessionDocumentsService,
    SessionMessagesRepository,
    SessionMessagesService,
    CollaboratorPresenter,
    CollaboratorsRepository,
    CollaboratorsService,
    SessionInvitationsRepository,
    SessionInvitationsService,
    SessionsUserData,
    SessionsStandingAccess,
    { provide: SessionRooms, useClass: SessionRoomsService },
    SessionsMemberships,
  ],
  exports: [
    SessionRooms,
    SessionsService,
    SessionsRepository,
    ClientsRepository,
    DocumentsRepository,
    SessionDocumentsService,
    SessionMessagesRepository,
    SessionMessagesService,
    CollaboratorsRepository,
    CollaboratorsService,
    SessionInvitationsService,
    SessionInvitationsRepository,
  ],
})
export class SessionsModule {}
