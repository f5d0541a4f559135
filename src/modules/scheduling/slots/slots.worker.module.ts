import { Module } from '@nestjs/common';
import { LapsedHoldsConsumer } from './consumers/lapsed-holds.consumer.js';
import { SlotsModule } from './slots.module.js';

@Module({ imports: [SlotsModule], providers: [LapsedHoldsConsumer] })
export class SlotsWorkerModule {}
