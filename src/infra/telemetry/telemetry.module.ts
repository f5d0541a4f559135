import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ErrorTrackingConfig } from '../config/config.js';
import { ErrorTracker } from './error-tracker.js';
import { ERROR_TRACKER, Logger, SERVICE } from './logger.js';
import { Metrics } from './metrics.js';
import { SecurityEvents } from './security-events.js';

@Global()
@Module({})
export class TelemetryModule {
  /** @param service name of the process in its log lines */
  static forRoot(service: string): DynamicModule {
    return {
      module: TelemetryModule,
      providers: [
        { provide: SERVICE, useValue: service },
        {
          provide: ERROR_TRACKER,
          inject: [ErrorTrackingConfig],
          useFactory: (config: ErrorTrackingConfig) => ErrorTracker.of(service, config),
        },
        Logger,
        Metrics,
        SecurityEvents,
      ],
      exports: [SERVICE, Logger, Metrics, SecurityEvents],
    };
  }
}
