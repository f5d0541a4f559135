import { Module } from '@nestjs/common';
import { LapsedHoldsConsumer } from './holds/lapsed-holds.consumer.js';
import { SlotsModule } from './slots.module.js';

@Module({ imports: [SlotsModule], providers: [LapsedHoldsConsumer] })
export class SlotsWorkerModule {}
