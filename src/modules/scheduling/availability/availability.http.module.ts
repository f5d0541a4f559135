import { Module } from '@nestjs/common';
import { CsvModule } from '../../../infra/http/csv/csv.module.js';
import { AvailabilityModule } from './availability.module.js';
import { BookablesController } from './bookables/bookables.controller.js';
import { FreeBusyController } from './free-busy/free-busy.controller.js';
import { OutOfOfficeController } from './out-of-office/out-of-office.controller.js';
import { SchedulesController } from './schedules/schedules.controller.js';
import { describeProblem } from '../../../infra/http/problem-responses.js';
import { BOOKABLE_IN_USE } from './availability.errors.js';
import { BookableInUseMembersDto } from './bookables/bookable-in-use.dto.js';

describeProblem(BOOKABLE_IN_USE, BookableInUseMembersDto);

@Module({
  imports: [CsvModule, AvailabilityModule],
  controllers: [BookablesController, SchedulesController, OutOfOfficeController, FreeBusyController],
})
export class AvailabilityHttpModule {}
