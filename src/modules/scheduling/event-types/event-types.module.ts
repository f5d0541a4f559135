import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { AvailabilityModule } from '../availability/availability.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { EventType } from './event-type/event-type.entity.js';
import { EventTypeAccess } from './event-type/event-type-access.js';
import { EventTypeCopiesService } from './copies/event-type-copies.service.js';
import { EventTypeFollowers } from './copies/event-type-followers.js';
import { EventTypeParts } from './manage/event-type-parts.js';
import { EventTypePresenter } from './event-type/event-type.presenter.js';
import { EventTypesApi } from './event-types.api.js';
import { EventTypesDirectory } from './event-types.directory.js';
import { EventTypesRepository } from './event-type/event-types.repository.js';
import { EventTypesService } from './manage/event-types.service.js';
import { EventTypesUserData } from './event-types.user-data.js';
import { PublicProfilesApi } from './public-profiles.api.js';
import { PublicEventTypesService } from './public/public-event-types.service.js';
import { PublicProfilesService } from './public/public-profiles.service.js';

@Module({
  imports: [DatabaseModule.forFeature([EventType]), AvailabilityModule, OrganizationsModule, UsersModule],
  providers: [
    EventTypesRepository,
    EventTypeAccess,
    EventTypeParts,
    EventTypePresenter,
    EventTypeFollowers,
    EventTypesService,
    EventTypeCopiesService,
    PublicEventTypesService,
    PublicProfilesService,
    EventTypesUserData,
    { provide: EventTypesApi, useClass: EventTypesDirectory },
    { provide: PublicProfilesApi, useExisting: PublicProfilesService },
  ],
  exports: [
    EventTypesApi,
    EventTypesService,
    EventTypeCopiesService,
    PublicEventTypesService,
    PublicProfilesApi,
    PublicProfilesService,
    EventTypesRepository,
  ],
})
export class EventTypesModule {}
