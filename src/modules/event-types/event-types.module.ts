import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { UsersModule } from '../users/users.module.js';
import { EventTypeAccess } from './event-type-access.js';
import { EventTypesApi } from './event-types.api.js';
import { EventTypesDirectory } from './event-types.directory.js';
import { EventTypesRepository } from './event-types.repository.js';
import { PublicEventTypesService } from './public-event-types.service.js';

@Module({
  imports: [OrganizationsModule, UsersModule],
  providers: [
    EventTypesRepository,
    EventTypeAccess,
    PublicEventTypesService,
    { provide: EventTypesApi, useClass: EventTypesDirectory },
  ],
  exports: [EventTypesApi, PublicEventTypesService],
})
export class EventTypesModule {}
