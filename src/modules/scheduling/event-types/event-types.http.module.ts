import { Module } from '@nestjs/common';
import { CsvModule } from '../../../infra/http/csv/csv.module.js';
import { EventTypesController } from './manage/event-types.controller.js';
import { EventTypesModule } from './event-types.module.js';
import { PublicEventTypesController } from './public/public-event-types.controller.js';
import { PublicProfilesController } from './public/public-profiles.controller.js';

@Module({
  imports: [CsvModule, EventTypesModule],
  controllers: [PublicEventTypesController, PublicProfilesController, EventTypesController],
})
export class EventTypesHttpModule {}
