import { Module } from '@nestjs/common';
import { ExecutionsModule } from './executions.module.js';
import { ExecutionsController } from './run/executions.controller.js';

@Module({ imports: [ExecutionsModule], controllers: [ExecutionsController] })
export class ExecutionsHttpModule {}
