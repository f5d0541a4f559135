import { Module } from '@nestjs/common';
import { FairnessController } from './limits/fairness.controller.js';
import { EventTypeHoldsController } from './holds/event-type-holds.controller.js';
import { HoldsController } from './holds/holds.controller.js';
import { SlotsModule } from './slots.module.js';
import { CsvModule } from '../../../infra/http/csv/csv.module.js';
import { describeProblem } from '../../../infra/http/problem-responses.js';
import { SLOT_TAKEN } from '../claims/claims.api.js';
import { LIMIT_REACHED, OUTSIDE_AVAILABILITY } from './place/placement.errors.js';
import {
  DurationNotOfferedMembersDto,
  NotOfferedMembersDto,
  SlotTakenMembersDto,
} from './place/placement-problems.dto.js';
import { DURATION_NOT_OFFERED } from './slots.errors.js';

describeProblem(SLOT_TAKEN, SlotTakenMembersDto);
describeProblem(OUTSIDE_AVAILABILITY, NotOfferedMembersDto);
describeProblem(LIMIT_REACHED, NotOfferedMembersDto);
describeProblem(DURATION_NOT_OFFERED, DurationNotOfferedMembersDto);

@Module({
  imports: [CsvModule, SlotsModule],
  controllers: [HoldsController, EventTypeHoldsController, FairnessController],
})
export class SlotsHttpModule {}
