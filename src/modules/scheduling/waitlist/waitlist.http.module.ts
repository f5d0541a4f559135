import { Module } from '@nestjs/common';
import { OfferPageController } from './offer-page.controller.js';
import { WaitlistLinksController } from './waitlist-links.controller.js';
import { WaitlistController } from './waitlist.controller.js';
import { WaitlistModule } from './waitlist.module.js';

@Module({
  imports: [WaitlistModule],
  controllers: [WaitlistLinksController, WaitlistController, OfferPageController],
})
export class WaitlistHttpModule {}
