import { Module } from '@nestjs/common';
import { FairnessController } from './fairness.controller.js';
import { HoldsController } from './holds.controller.js';
import { SlotsController } from './slots.controller.js';
import { SlotsModule } from './slots.module.js';

@Module({ imports: [SlotsModule], controllers: [SlotsController, HoldsController, FairnessController] })
export class SlotsHttpModule {}
