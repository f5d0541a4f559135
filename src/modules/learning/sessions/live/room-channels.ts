import { Injectable, type OnModuleInit } from '@nestjs/common';
import { QueueConfig } from '../../../../infra/config/config.js';
import { RedisClient } from '../../../../infra/realtime/redis.client.js';
import { decodeProcessMessage, encodeProcessMessage, type ProcessMessage } from './process-messages.js';

type Listener = (message: ProcessMessage) => void;

/**
 * Channels between the processes that have a room in memory (Redis pub/sub). A message may be lost: what has to arrive
 * is in the database, where it is looked for.
 */
@Injectable()
export class RoomChannels implements OnModuleInit {
  private readonly listeners = new Map<string, Listener>();
  private readonly prefix: string;

  constructor(
    private readonly redis: RedisClient,
    config: QueueConfig,
  ) {
    this.prefix = `${config.prefix}.room.`;
  }

  onModuleInit(): void {
    this.redis.subscriptions.on('messageBuffer', (channel: Buffer, content: Buffer) => {
      const listener = this.listeners.get(channel.toString());
      if (listener) listener(decodeProcessMessage(content));
    });
    this.redis.subscriptions.on('ready', () => {
      for (const channel of this.listeners.keys()) void this.subscribe(channel);
    });
  }

  send(sessionId: string, message: ProcessMessage): void {
    this.redis.commands.publish(this.prefix + sessionId, encodeProcessMessage(message)).catch(() => undefined);
  }

  /** Resolves once messages come, or cannot come for now. */
  async listen(sessionId: string, listener: Listener): Promise<void> {
    const channel = this.prefix + sessionId;
    this.listeners.set(channel, listener);
    await this.subscribe(channel);
  }

  stop(sessionId: string): void {
    const channel = this.prefix + sessionId;
    this.listeners.delete(channel);
    this.redis.subscriptions.unsubscribe(channel).catch(() => undefined);
  }

  private async subscribe(channel: string): Promise<void> {
    await this.redis.subscriptions.subscribe(channel).catch(() => undefined);
  }
}
