import { Module } from '@nestjs/common';
import { OneRosterClientsController } from './clients/oneroster-clients.controller.js';
import { TokenController } from './clients/token.controller.js';
import { OneRosterExportController } from './files/roster-export.controller.js';
import { GradebookController } from './gradebook/gradebook.controller.js';
import { OneRosterModule } from './oneroster.module.js';
import { NestedRosteringController } from './rostering/nested-rostering.controller.js';
import { RosteringController } from './rostering/rostering.controller.js';

@Module({
  imports: [OneRosterModule],
  controllers: [
    OneRosterClientsController,
    TokenController,
    RosteringController,
    NestedRosteringController,
    GradebookController,
    OneRosterExportController,
  ],
})
export class OneRosterHttpModule {}
