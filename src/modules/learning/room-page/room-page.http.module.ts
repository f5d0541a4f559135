import { Module } from '@nestjs/common';
import { RoomPageController } from './room-page.controller.js';

@Module({ controllers: [RoomPageController] })
export class RoomPageHttpModule {}
