import { Module } from '@nestjs/common';
import { SessionCollaboratorsController } from './collaborators/session-collaborators.controller.js';
import { SessionsController } from './room/sessions.controller.js';
import { SessionsModule } from './sessions.module.js';

@Module({ imports: [SessionsModule], controllers: [SessionsController, SessionCollaboratorsController] })
export class SessionsHttpModule {}
