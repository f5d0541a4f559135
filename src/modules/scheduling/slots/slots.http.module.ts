import { Module } from '@nestjs/common';
import { FairnessController } from './limits/fairness.controller.js';
import { HoldsController } from './holds/holds.controller.js';
import { SlotsController } from './offer/slots.controller.js';
import { SlotsModule } from './slots.module.js';

@Module({ imports: [SlotsModule], controllers: [SlotsController, HoldsController, FairnessController] })
export class SlotsHttpModule {}
