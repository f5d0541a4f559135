import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { AvailabilityModule } from '../availability/availability.module.js';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { BookingCountersRepository } from './booking-counters.repository.js';
import { CountedDays } from './counted-days.js';
import { Hold } from './entities/hold.entity.js';
import { FairnessService } from './fairness.service.js';
import { HoldsRepository } from './holds.repository.js';
import { HoldsService } from './holds.service.js';
import { MovingBookings } from './moving-booking.js';
import { PlacementClaimsRepository } from './placement-claims.repository.js';
import { PlacementService } from './placement.service.js';
import { SeatingsRepository } from './seatings.repository.js';
import { SlotFactsRepository } from './slot-facts.repository.js';
import { SlotReader } from './slot-reader.js';
import { SlotRefusals } from './slot-refusals.js';
import { SlotsApi } from './slots.api.js';
import { SlotsDirectory } from './slots.directory.js';
import { SlotsUserData } from './slots.user-data.js';
import { SlotsService } from './slots.service.js';

@Module({
  imports: [DatabaseModule.forFeature([Hold]), DiscoveryModule, AvailabilityModule, EventTypesModule, UsersModule],
  providers: [
    BookingCountersRepository,
    CountedDays,
    HoldsRepository,
    PlacementClaimsRepository,
    SeatingsRepository,
    SlotFactsRepository,
    SlotReader,
    SlotRefusals,
    PlacementService,
    HoldsService,
    SlotsService,
    FairnessService,
    MovingBookings,
    SlotsUserData,
    { provide: SlotsApi, useClass: SlotsDirectory },
  ],
  exports: [SlotsApi, HoldsService, SlotsService, FairnessService],
})
export class SlotsModule {}
