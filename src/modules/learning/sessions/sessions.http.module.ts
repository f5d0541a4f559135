import { Module } from '@nestjs/common';
import { SessionCollaboratorsController } from './collaborators/session-collaborators.controller.js';
import { SessionInvitationLinksController } from './invitations/session-invitation-links.controller.js';
import { SessionInvitationsController } from './invitations/session-invitations.controller.js';
import { SessionsController } from './room/sessions.controller.js';
import { SessionsModule } from './sessions.module.js';

@Module({
  imports: [SessionsModule],
  controllers: [
    SessionsController,
    SessionCollaboratorsController,
    SessionInvitationsController,
    SessionInvitationLinksController,
  ],
})
export class SessionsHttpModule {}
