import { Module } from '@nestjs/common';
import { HttpModule } from '../../../infra/http/http.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { SessionCollaboratorsController } from './collaborators/session-collaborators.controller.js';
import { SessionInvitationLinksController } from './invitations/session-invitation-links.controller.js';
import { SessionInvitationsController } from './invitations/session-invitations.controller.js';
import { AsyncDocumentController } from './live/async-document.controller.js';
import { LiveAdmission } from './live/live-admission.js';
import { LiveChat } from './live/live-chat.js';
import { LiveGateway } from './live/live.gateway.js';
import { LiveMetrics } from './live/live-metrics.js';
import { LiveRooms } from './live/live-rooms.js';
import { RoomChannels } from './live/room-channels.js';
import { SessionDocumentsController } from './live/session-documents.controller.js';
import { SessionMessagesController } from './messages/session-messages.controller.js';
import { SessionsController } from './room/sessions.controller.js';
import { SessionsModule } from './sessions.module.js';

@Module({
  imports: [HttpModule, OrganizationsModule, UsersModule, SessionsModule],
  controllers: [
    SessionsController,
    SessionCollaboratorsController,
    SessionInvitationsController,
    SessionInvitationLinksController,
    SessionDocumentsController,
    SessionMessagesController,
    AsyncDocumentController,
  ],
  providers: [LiveAdmission, LiveChat, LiveGateway, LiveMetrics, LiveRooms, RoomChannels],
})
export class SessionsHttpModule {}
