import { Global, Module } from '@nestjs/common';
import { Logger } from './logger.js';
import { Metrics } from './metrics.js';

@Global()
@Module({ providers: [Logger, Metrics], exports: [Logger, Metrics] })
export class TelemetryModule {}
