import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { FormerMembersConsumer } from './manage/former-members.consumer.js';
import { EventTypesModule } from './event-types.module.js';

@Module({ imports: [EventTypesModule, OrganizationsModule], providers: [FormerMembersConsumer] })
export class EventTypesWorkerModule {}
