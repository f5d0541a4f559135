import { Global, Module } from '@nestjs/common';
import { Logger } from './logger.js';
import { Metrics } from './metrics.js';
import { SecurityEvents } from './security-events.js';

@Global()
@Module({ providers: [Logger, Metrics, SecurityEvents], exports: [Logger, Metrics, SecurityEvents] })
export class TelemetryModule {}
