import { Module } from '@nestjs/common';
import { GuestPasses } from '../../../infra/access/guest-passes.js';
import { describeProblem } from '../../../infra/http/problem-responses.js';
import { HttpModule } from '../../../infra/http/http.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { SessionCollaboratorsController } from './collaborators/session-collaborators.controller.js';
import { SessionArchivesController } from './files/session-archives.controller.js';
import { SessionFilesController } from './files/session-files.controller.js';
import { SessionHistoryController } from './history/session-history.controller.js';
import { NotOpenMembersDto } from './guests/guest-link.dto.js';
import { SessionGuestLinksController } from './guests/session-guest-links.controller.js';
import { SessionGuestsController } from './guests/session-guests.controller.js';
import { GuestsService } from './guests/guests.service.js';
import { SessionInvitationLinksController } from './invitations/session-invitation-links.controller.js';
import { SessionInvitationsController } from './invitations/session-invitations.controller.js';
import { AsyncDocumentController } from './live/async-document.controller.js';
import { LiveAdmission } from './live/live-admission.js';
import { LiveChat } from './live/live-chat.js';
import { LiveGateway } from './live/live.gateway.js';
import { LiveInbox } from './live/live-inbox.js';
import { LiveMetrics } from './live/live-metrics.js';
import { LiveRooms } from './live/live-rooms.js';
import { SessionDocumentsController } from './live/session-documents.controller.js';
import { SessionMessagesController } from './messages/session-messages.controller.js';
import { SessionNotesController } from './notes/session-notes.controller.js';
import { SessionPastesController } from './pastes/session-pastes.controller.js';
import { AdministeredSessionsController } from './room/administered-sessions.controller.js';
import { SessionsController } from './room/sessions.controller.js';
import { SESSION_NOT_OPEN } from './sessions.errors.js';
import { SessionsModule } from './sessions.module.js';
import { SessionVersionsController } from './versions/session-versions.controller.js';

describeProblem(SESSION_NOT_OPEN, NotOpenMembersDto);

@Module({
  imports: [HttpModule, OrganizationsModule, UsersModule, SessionsModule],
  controllers: [
    SessionsController,
    AdministeredSessionsController,
    SessionCollaboratorsController,
    SessionInvitationsController,
    SessionInvitationLinksController,
    SessionGuestsController,
    SessionGuestLinksController,
    SessionDocumentsController,
    SessionMessagesController,
    SessionArchivesController,
    SessionFilesController,
    SessionHistoryController,
    SessionNotesController,
    SessionPastesController,
    SessionVersionsController,
    AsyncDocumentController,
  ],
  providers: [LiveAdmission, LiveChat, LiveGateway, LiveInbox, LiveMetrics, LiveRooms],
})
export class SessionsHttpModule {
  constructor(passes: GuestPasses, guests: GuestsService) {
    passes.use((token) => guests.actorOf(token));
  }
}
