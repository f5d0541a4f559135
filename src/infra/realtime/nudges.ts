import { Injectable, type OnModuleInit } from '@nestjs/common';
import { QueueConfig } from '../config/config.js';
import { RedisClient } from './redis.client.js';

/**
 * Notifies other processes (Redis pub/sub) that there is something new to read in the database. A nudge may be lost
 * (Redis down, process killed), so listeners also poll from time to time; it never carries data.
 */
@Injectable()
export class Nudges implements OnModuleInit {
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly channelPrefix: string;

  constructor(
    private readonly redis: RedisClient,
    config: QueueConfig,
  ) {
    this.channelPrefix = `${config.prefix}.nudge.`;
  }

  onModuleInit(): void {
    this.redis.subscriptions.on('message', (channel: string) => {
      for (const listener of this.listeners.get(channel) ?? []) listener();
    });
    this.redis.subscriptions.on('ready', () => {
      for (const channel of this.listeners.keys()) this.subscribe(channel);
    });
  }

  /** Fire and forget; call it after the commit. */
  send(topic: string): void {
    this.redis.commands.publish(this.channelPrefix + topic, '').catch(() => undefined);
  }

  /** @returns a function that unsubscribes */
  listen(topic: string, listener: () => void): () => void {
    const channel = this.channelPrefix + topic;
    const listeners = this.listeners.get(channel) ?? new Set();
    if (listeners.size === 0) {
      this.listeners.set(channel, listeners);
      this.subscribe(channel);
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      this.listeners.delete(channel);
      this.redis.subscriptions.unsubscribe(channel).catch(() => undefined);
    };
  }

  private subscribe(channel: string): void {
    this.redis.subscriptions.subscribe(channel).catch(() => undefined);
  }
}
