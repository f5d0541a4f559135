import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { CoursesModule } from '../courses/courses.module.js';
import { RosterApplications } from './apply/roster-applications.js';
import { RosterSourcesRepository } from './apply/roster-sources.repository.js';
import { RosterUndoRepository } from './apply/roster-undo.repository.js';
import { RosterWriter } from './apply/roster-writer.js';
import { RosterChecks } from './diff/roster-checks.js';
import { RosterRowsRepository } from './diff/roster-rows.repository.js';
import { RosterImport } from './imports/roster-import.entity.js';
import { RosterImportsRepository } from './imports/roster-imports.repository.js';
import { RosterImportsService } from './imports/roster-imports.service.js';
import { RosterProgress } from './imports/roster-progress.js';
import { RosterPart } from './imports/roster-part.entity.js';
import { RosterRetention } from './imports/roster-retention.repository.js';
import { RosterStorage } from './imports/roster-storage.js';
import { RosterRow } from './imports/roster-row.entity.js';
import { RostersUserData } from './rosters.user-data.js';

@Module({
  imports: [
    DatabaseModule.forFeature([RosterImport, RosterPart, RosterRow]),
    CoursesModule,
    OrganizationsModule,
    UsersModule,
  ],
  providers: [
    RosterImportsRepository,
    RosterImportsService,
    RosterProgress,
    RosterRowsRepository,
    RosterSourcesRepository,
    RosterUndoRepository,
    RosterWriter,
    RosterChecks,
    RosterApplications,
    RosterRetention,
    RosterStorage,
    RostersUserData,
  ],
  exports: [
    RosterImportsRepository,
    RosterImportsService,
    RosterSourcesRepository,
    RosterChecks,
    RosterApplications,
    RosterRetention,
  ],
})
export class RostersModule {}
