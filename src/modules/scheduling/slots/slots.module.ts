import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { AvailabilityModule } from '../availability/availability.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { BookingCountersRepository } from './limits/booking-counters.repository.js';
import { CountedDays } from './limits/counted-days.js';
import { Hold } from './holds/hold.entity.js';
import { EventTypeHoldsService } from './holds/event-type-holds.service.js';
import { FairnessService } from './limits/fairness.service.js';
import { HoldsRepository } from './holds/holds.repository.js';
import { HoldsService } from './holds/holds.service.js';
import { PlacementService } from './place/placement.service.js';
import { SeatingsRepository } from './place/seatings.repository.js';
import { SlotFactsRepository } from './offer/slot-facts.repository.js';
import { SlotReader } from './offer/slot-reader.js';
import { SlotRefusals } from './place/slot-refusals.js';
import { SlotsApi } from './slots.api.js';
import { SlotsDirectory } from './slots.directory.js';
import { SlotsUserData } from './slots.user-data.js';

@Module({
  imports: [DatabaseModule.forFeature([Hold]), AvailabilityModule, ClaimsModule, EventTypesModule, UsersModule],
  providers: [
    BookingCountersRepository,
    CountedDays,
    HoldsRepository,
    SeatingsRepository,
    SlotFactsRepository,
    SlotReader,
    SlotRefusals,
    PlacementService,
    HoldsService,
    EventTypeHoldsService,
    FairnessService,
    SlotsUserData,
    { provide: SlotsApi, useClass: SlotsDirectory },
  ],
  exports: [SlotsApi, HoldsService, EventTypeHoldsService, FairnessService],
})
export class SlotsModule {}
