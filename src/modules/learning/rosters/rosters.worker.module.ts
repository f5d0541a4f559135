import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { CoursesModule } from '../courses/courses.module.js';
import { RosterArrivalsConsumer } from './apply/roster-arrivals.consumer.js';
import { RosterJobsConsumer } from './apply/roster-jobs.consumer.js';
import { RostersCleanUp } from './imports/rosters-clean-up.task.js';
import { RostersModule } from './rosters.module.js';

@Module({
  imports: [RostersModule, CoursesModule, OrganizationsModule, UsersModule],
  providers: [RosterJobsConsumer, RosterArrivalsConsumer, RostersCleanUp],
})
export class RostersWorkerModule {}
