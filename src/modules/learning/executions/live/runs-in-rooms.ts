import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { QueueConfig } from '../../../../infra/config/config.js';
import { RedisClient } from '../../../../infra/realtime/redis.client.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { runKeys } from '../../../../kernel/run-queue.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { RUN_LIMITS } from '../../../../kernel/run-request.js';
import {
  INPUT_FAULTS,
  type InputFault,
  LONGEST_INPUT,
  type RoomAttachment,
  RoomAttachments,
  type RunMessage,
  type Sender,
} from '../../sessions/sessions.api.js';
import { ExecutionsService } from '../run/executions.service.js';
import { LiveOutputs } from './live-outputs.js';
import { RunAnnouncements } from './run-announcements.js';

/** An executor runs programs of strangers: what it says is looked at. */
const output = z.object({
  executionId: z.uuid(),
  stage: z.enum(['compile', 'run']),
  stream: z.enum(['stdout', 'stderr']),
  offset: z.int().min(0).max(RUN_LIMITS.outputBytes),
  text: z.string().max(RUN_LIMITS.outputBytes),
});

/** What somebody in a room types for a program of theirs. */
const typed = z.strictObject({
  type: z.literal('run-input'),
  id: z.uuid(),
  text: z.string().max(LONGEST_INPUT).optional(),
  end: z.boolean().optional(),
});

/** Other errors are for nobody in the room. */
const FAULTS: Readonly<Record<string, InputFault>> = {
  not_found: 'not_found',
  forbidden: 'forbidden',
  session_status_conflict: 'forbidden',
  execution_takes_no_input: 'takes_no_input',
  execution_input_full: 'input_full',
  execution_unavailable: 'unavailable',
};

interface RoomHere {
  readonly say: (message: RunMessage) => void;
  /** Whether it comes through the channel or not: without Redis nothing does. */
  readonly subscribed: Promise<void>;
}

/**
 * Passes on what executors say of runs to the rooms in the memory of this process, and to executors what people there type
 * for their own.
 */
@Injectable()
export class RunsInRooms implements RoomAttachment, OnModuleInit {
  readonly takes = 'run-input';
  private readonly rooms = new Map<string, RoomHere>();
  private readonly channelOf: (sessionId: string) => string;

  constructor(
    private readonly redis: RedisClient,
    private readonly executions: ExecutionsService,
    private readonly announcements: RunAnnouncements,
    private readonly outputs: LiveOutputs,
    private readonly logger: Logger,
    attachments: RoomAttachments,
    config: QueueConfig,
  ) {
    this.channelOf = runKeys(config.prefix).outputIn;
    attachments.add(this);
  }

  onModuleInit(): void {
    this.redis.subscriptions.on('message', (channel: string, content: string) => this.passOn(channel, content));
    this.redis.subscriptions.on('ready', () => {
      for (const channel of this.rooms.keys()) void this.subscribe(channel);
    });
  }

  attach(sessionId: string, say: (message: RunMessage) => void): () => void {
    const channel = this.channelOf(sessionId);
    this.rooms.set(channel, { say, subscribed: this.subscribe(channel) });
    return () => {
      this.rooms.delete(channel);
      // Without Redis nothing comes through the channel either.
      this.redis.subscriptions.unsubscribe(channel).catch(() => undefined);
    };
  }

  async missedIn(sessionId: string): Promise<readonly RunMessage[]> {
    const missed: RunMessage[] = [];
    // What is printed from then on is heard; what was printed before is read.
    await this.rooms.get(this.channelOf(sessionId))?.subscribed;
    for (const run of await this.announcements.underWayIn(sessionId)) {
      const output = run.kind === 'run' ? await this.outputs.read(run.id) : null;
      missed.push({ type: 'run', run }, ...(output ? [{ type: 'run-so-far', id: run.id, output } as const] : []));
    }
    return missed;
  }

  async hear({ sessionId, actor, isHasty }: Sender, message: unknown): Promise<RunMessage | null> {
    const { id, text, end } = typed.parse(message);
    if (isHasty) return refusal(id, 'too_fast');
    try {
      const input = { ...(text !== undefined && { text }), ...(end !== undefined && { end }) };
      await this.executions.addInput(actor, id, input, sessionId);
      return null;
    } catch (error) {
      const fault = error instanceof CodedError ? FAULTS[error.definition.code] : undefined;
      if (fault) return refusal(id, fault);
      this.logger.failure('executions.input_failed', error);
      return refusal(id, 'unavailable');
    }
  }

  private passOn(channel: string, content: string): void {
    const room = this.rooms.get(channel);
    if (!room) return;
    try {
      const { executionId: id, ...piece } = output.parse(JSON.parse(content));
      room.say({ type: 'run-output', id, ...piece });
    } catch (error) {
      this.logger.failure('executions.output_unreadable', error);
    }
  }

  private async subscribe(channel: string): Promise<void> {
    // As soon as Redis is back (`ready`) it is subscribed to again.
    await this.redis.subscriptions.subscribe(channel).catch(() => undefined);
  }
}

function refusal(id: string, code: InputFault): RunMessage {
  return { type: 'run-input-refused', id, code, message: INPUT_FAULTS[code] };
}
