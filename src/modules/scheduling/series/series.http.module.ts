import { Module } from '@nestjs/common';
import { BookingSeriesController } from './series.controller.js';
import { SeriesModule } from './series.module.js';

@Module({ imports: [SeriesModule], controllers: [BookingSeriesController] })
export class SeriesHttpModule {}
