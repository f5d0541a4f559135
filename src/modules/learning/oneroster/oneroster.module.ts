import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { CoursesModule } from '../courses/courses.module.js';
import { AuthModule } from '../../people/auth/auth.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { ClientSecrets } from './clients/client-secrets.js';
import { ClientTokens } from './clients/client-tokens.js';
import { OneRosterClient } from './clients/oneroster-client.entity.js';
import { OneRosterClientsRepository } from './clients/oneroster-clients.repository.js';
import { OneRosterClientsService } from './clients/oneroster-clients.service.js';
import { RosterExport } from './files/roster-export.service.js';
import { GradebookRepository } from './gradebook/gradebook.repository.js';
import { GradebookService } from './gradebook/gradebook.service.js';
import { OneRosterMemberships } from './oneroster.memberships.js';
import { OneRosterStandingAccess } from './oneroster.standing-access.js';
import { OneRosterUserData } from './oneroster.user-data.js';
import { RosterRecords } from './protocol/roster-records.js';
import { RosteringService } from './rostering/rostering.service.js';

@Module({
  imports: [DatabaseModule.forFeature([OneRosterClient]), AuthModule, CoursesModule, OrganizationsModule],
  providers: [
    ClientSecrets,
    ClientTokens,
    OneRosterClientsRepository,
    OneRosterClientsService,
    RosterRecords,
    RosteringService,
    GradebookRepository,
    GradebookService,
    RosterExport,
    OneRosterMemberships,
    OneRosterStandingAccess,
    OneRosterUserData,
  ],
  exports: [ClientTokens, OneRosterClientsService, RosterRecords, RosteringService, GradebookService, RosterExport],
})
export class OneRosterModule {}
