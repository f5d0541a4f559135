import { Module } from '@nestjs/common';
import { CsvModule } from '../../../infra/http/csv/csv.module.js';
import { OrganizationRosterImportsController } from './imports/organization-roster-imports.controller.js';
import { RosterCharges } from './imports/roster-charges.js';
import { RosterImportsController } from './imports/roster-imports.controller.js';
import { RosterTemplatesController } from './imports/roster-templates.controller.js';
import { RostersModule } from './rosters.module.js';

@Module({
  imports: [RostersModule, CsvModule],
  controllers: [OrganizationRosterImportsController, RosterImportsController, RosterTemplatesController],
  providers: [RosterCharges],
})
export class RostersHttpModule {}
