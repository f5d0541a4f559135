import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SECOND } from '../../../../kernel/clock.js';
import { BackgroundLoop } from '../../../../infra/queue/background-loop.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { AnalyticsRollUp } from './analytics-roll-up.repository.js';

/** Rolls pending counts up in the background; queries add what is still pending. */
@Injectable()
export class AnalyticsCounter implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: BackgroundLoop;

  constructor(rollUp: AnalyticsRollUp, logger: Logger) {
    this.loop = new BackgroundLoop(
      async () => (await rollUp.step()) > 0,
      5 * SECOND,
      (error) => logger.failure('analytics.count_failed', error),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }
}
