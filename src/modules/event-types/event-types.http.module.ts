import { Module } from '@nestjs/common';
import { EventTypesModule } from './event-types.module.js';
import { PublicEventTypesController } from './public-event-types.controller.js';

@Module({ imports: [EventTypesModule], controllers: [PublicEventTypesController] })
export class EventTypesHttpModule {}
