import { Module } from '@nestjs/common';
import { EventTypeWaitlistController } from './event-type-waitlist.controller.js';
import { OfferPageController } from './offer-page.controller.js';
import { WaitlistLinksController } from './waitlist-links.controller.js';
import { WaitlistController } from './waitlist.controller.js';
import { WaitlistModule } from './waitlist.module.js';
import { CsvModule } from '../../../infra/http/csv/csv.module.js';
import { describeProblem } from '../../../infra/http/problem-responses.js';
import { SlotsAvailableMembersDto } from './dto/slots-available.dto.js';
import { SLOTS_AVAILABLE } from './waitlist.errors.js';

describeProblem(SLOTS_AVAILABLE, SlotsAvailableMembersDto);

@Module({
  imports: [CsvModule, WaitlistModule],
  controllers: [WaitlistLinksController, WaitlistController, EventTypeWaitlistController, OfferPageController],
})
export class WaitlistHttpModule {}
