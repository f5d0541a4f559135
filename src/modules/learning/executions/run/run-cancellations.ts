import { Injectable } from '@nestjs/common';
import { QueueConfig } from '../../../../infra/config/config.js';
import { QueueDirectory } from '../../../../infra/queue/queue-directory.js';
import { RedisClient } from '../../../../infra/realtime/redis.client.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { CANCELLATION_TTL_SECONDS, runKeys } from '../../../../kernel/run-queue.js';
import type { Execution } from './execution.entity.js';
import { queueOf, runJobId } from './execution.rules.js';

/** Tells the executor to end a run. Without Redis it ends at its limit of time, and nobody hears of it. */
@Injectable()
export class RunCancellations {
  private readonly keys: ReturnType<typeof runKeys>;

  constructor(
    private readonly redis: RedisClient,
    private readonly queues: QueueDirectory,
    private readonly logger: Logger,
    config: QueueConfig,
  ) {
    this.keys = runKeys(config.prefix);
  }

  /** After the commit: ends what still runs of one that was given up, so that nobody goes on for nobody. */
  async endWhatRuns(executionId: string): Promise<void> {
    await this.redis.commands
      .publish(this.keys.cancellations, executionId)
      .catch((error: unknown) => this.logger.failure('executions.cancellation_unsent', error, { executionId }));
  }

  /** After the commit: a run that waits, one that is being taken, and one that runs. */
  async send(execution: Pick<Execution, 'id' | 'round' | 'isInteractive'>): Promise<void> {
    const { id: executionId, round } = execution;
    try {
      await this.redis.commands.set(this.keys.cancelled(executionId), '1', 'EX', CANCELLATION_TTL_SECONDS);
      await this.queues
        .get(queueOf(execution))
        .remove(runJobId(executionId, round))
        .catch(() => undefined);
      await this.redis.commands.publish(this.keys.cancellations, executionId);
    } catch (error) {
      this.logger.failure('executions.cancellation_unsent', error, { executionId });
    }
  }
}
