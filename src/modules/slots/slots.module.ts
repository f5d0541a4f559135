import { Module } from '@nestjs/common';
import { AvailabilityModule } from '../availability/availability.module.js';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { SlotFactsRepository } from './slot-facts.repository.js';
import { SlotReader } from './slot-reader.js';
import { SlotsService } from './slots.service.js';

@Module({
  imports: [AvailabilityModule, EventTypesModule],
  providers: [SlotFactsRepository, SlotReader, SlotsService],
  exports: [SlotsService],
})
export class SlotsModule {}
