import { Module } from '@nestjs/common';
import { ExecutionsModule } from './executions.module.js';
import { RunsInRooms } from './live/runs-in-rooms.js';
import { ExecutionsController } from './run/executions.controller.js';

@Module({ imports: [ExecutionsModule], controllers: [ExecutionsController], providers: [RunsInRooms] })
export class ExecutionsHttpModule {}
