import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { CollaboratorPresenter } from './collaborators/collaborator.presenter.js';
import { CollaboratorsRepository } from './collaborators/collaborators.repository.js';
import { CollaboratorsService } from './collaborators/collaborators.service.js';
import { SessionCollaborator } from './collaborators/session-collaborator.entity.js';
import { SessionAccess } from './room/session-access.js';
import { Session } from './room/session.entity.js';
import { SessionPresenter } from './room/session.presenter.js';
import { SessionsRepository } from './room/sessions.repository.js';
import { SessionsService } from './room/sessions.service.js';
import { SessionsUserData } from './sessions.user-data.js';

@Module({
  imports: [DatabaseModule.forFeature([Session, SessionCollaborator]), OrganizationsModule, UsersModule],
  providers: [
    SessionAccess,
    SessionPresenter,
    SessionsRepository,
    SessionsService,
    CollaboratorPresenter,
    CollaboratorsRepository,
    CollaboratorsService,
    SessionsUserData,
  ],
  exports: [SessionsService, SessionsRepository, CollaboratorsService],
})
export class SessionsModule {}
