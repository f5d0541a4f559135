import { Module } from '@nestjs/common';
import { BookingsController } from './bookings.controller.js';
import { BookingsModule } from './bookings.module.js';

@Module({ imports: [BookingsModule], controllers: [BookingsController] })
export class BookingsHttpModule {}
