import { Injectable } from '@nestjs/common';
import { QueueConfig } from '../../../../infra/config/config.js';
import { RedisClient } from '../../../../infra/realtime/redis.client.js';
import { OUTPUT_PLACES, runKeys } from '../../../../kernel/run-queue.js';
import type { OutputStream, StageName } from '../../../../kernel/run-result.js';

export type LiveOutput = Readonly<Record<StageName, Record<OutputStream, string>>>;

/** What a program has printed until now, as its executor says. */
@Injectable()
export class LiveOutputs {
  private readonly keys: ReturnType<typeof runKeys>;

  constructor(
    private readonly redis: RedisClient,
    config: QueueConfig,
  ) {
    this.keys = runKeys(config.prefix);
  }

  /** Null when nobody knows: Redis is away. */
  async read(executionId: string): Promise<LiveOutput | null> {
    const keys = OUTPUT_PLACES.map(([stage, stream]) => this.keys.outputOf(executionId, stage, stream));
    try {
      const texts = await this.redis.commands.mget(keys);
      const [compiledTo = '', compiledWith = '', stdout = '', stderr = ''] = texts.map((text) => text ?? '');
      return { compile: { stdout: compiledTo, stderr: compiledWith }, run: { stdout, stderr } };
    } catch {
      return null;
    }
  }
}
