import { Injectable } from '@nestjs/common';
import { QueueConfig } from '../../../../infra/config/config.js';
import { RedisClient } from '../../../../infra/realtime/redis.client.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { INPUT_TTL_SECONDS, runKeys, type TypedInput } from '../../../../kernel/run-queue.js';
import { MAX_TYPED_BYTES } from '../../../../kernel/run-request.js';
import { EXECUTION_INPUT_FULL, EXECUTION_UNAVAILABLE } from '../executions.errors.js';

/** What a message takes beside its text. */
const MESSAGE_BYTES = 64;

/** Brings what people type to the executors. */
@Injectable()
export class TypedInputs {
  private readonly keys: ReturnType<typeof runKeys>;

  constructor(
    private readonly redis: RedisClient,
    config: QueueConfig,
  ) {
    this.keys = runKeys(config.prefix);
  }

  /** In order; the executor looks at once, or when the program begins. @throws CodedError execution_input_full, execution_unavailable */
  async send(executionId: string, input: TypedInput): Promise<void> {
    const size = Buffer.byteLength(input.text) + MESSAGE_BYTES;
    const taken = await this.available(this.redis.commands.incrby(this.keys.inputSizeOf(executionId), size));
    // The end needs no place, so that a program that reads to it is not stuck.
    if (taken > MAX_TYPED_BYTES && !(input.end && input.text === '')) {
      await this.available(this.redis.commands.decrby(this.keys.inputSizeOf(executionId), size));
      throw new CodedError(EXECUTION_INPUT_FULL);
    }
    await this.available(
      this.redis.commands
        .multi()
        .expire(this.keys.inputSizeOf(executionId), INPUT_TTL_SECONDS)
        .rpush(this.keys.inputOf(executionId), JSON.stringify(input))
        .expire(this.keys.inputOf(executionId), INPUT_TTL_SECONDS)
        .publish(this.keys.inputs, executionId)
        .exec(),
    );
  }

  private available<T>(command: Promise<T>): Promise<T> {
    return command.catch(() => {
      throw new CodedError(EXECUTION_UNAVAILABLE);
    });
  }
}
