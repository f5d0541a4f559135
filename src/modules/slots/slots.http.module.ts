import { Module } from '@nestjs/common';
import { SlotsController } from './slots.controller.js';
import { SlotsModule } from './slots.module.js';

@Module({ imports: [SlotsModule], controllers: [SlotsController] })
export class SlotsHttpModule {}
