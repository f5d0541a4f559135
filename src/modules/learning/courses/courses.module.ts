import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { CourseAccess } from './course-access.js';
import { CoursesUserData } from './courses.user-data.js';
import { CoursePeople } from './people/course-people.js';
import { ProfilesRepository } from './people/profiles.repository.js';
import { ProfilesService } from './people/profiles.service.js';
import { StructureRepository } from './structure/structure.repository.js';
import { StructureService } from './structure/structure.service.js';

@Module({
  imports: [OrganizationsModule, UsersModule],
  providers: [
    CourseAccess,
    StructureRepository,
    StructureService,
    CoursePeople,
    ProfilesRepository,
    ProfilesService,
    CoursesUserData,
  ],
  exports: [StructureService, ProfilesService],
})
export class CoursesModule {}
