import { Module } from '@nestjs/common';
import { FairnessController } from './limits/fairness.controller.js';
import { HoldsController } from './holds/holds.controller.js';
import { SlotsModule } from './slots.module.js';

@Module({ imports: [SlotsModule], controllers: [HoldsController, FairnessController] })
export class SlotsHttpModule {}
