import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { EventTypeAccess } from './event-type-access.js';
import { EventTypesApi } from './event-types.api.js';
import { EventTypesDirectory } from './event-types.directory.js';
import { EventTypesRepository } from './event-types.repository.js';

@Module({
  imports: [OrganizationsModule],
  providers: [EventTypesRepository, EventTypeAccess, { provide: EventTypesApi, useClass: EventTypesDirectory }],
  exports: [EventTypesApi],
})
export class EventTypesModule {}
