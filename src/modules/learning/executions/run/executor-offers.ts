import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { QueueConfig } from '../../../../infra/config/config.js';
import { BackgroundLoop } from '../../../../infra/queue/background-loop.js';
import { RedisClient } from '../../../../infra/realtime/redis.client.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { SECOND } from '../../../../kernel/clock.js';
import type { StageLimits } from '../../../../kernel/run-request.js';
import { type ExecutorOffer, type OfferedLanguage, runKeys } from '../../../../kernel/run-queue.js';

/** What all executors run that live now. */
export interface Offer {
  readonly languages: readonly OfferedLanguage[];
  /** Null without an executor. */
  readonly limits: StageLimits | null;
}

const NOBODY: Offer = { languages: [], limits: null };

/** Reads every second what executors say of themselves, so that no request waits for Redis. */
@Injectable()
export class ExecutorOffers implements OnModuleDestroy {
  private readonly loop: BackgroundLoop;
  private readonly keys: ReturnType<typeof runKeys>;
  private offer = NOBODY;
  private first: Promise<unknown> | undefined;

  constructor(
    private readonly redis: RedisClient,
    config: QueueConfig,
    logger: Logger,
  ) {
    this.keys = runKeys(config.prefix);
    this.loop = new BackgroundLoop(
      () => this.read().then(() => false),
      SECOND,
      (error) => logger.event('executions.offers_unread', { reason: String(error) }, 'debug'),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** What is known; before anything is, the first look is waited for. */
  async current(): Promise<Offer> {
    this.first ??= this.read().catch(() => undefined);
    await this.first;
    this.loop.start();
    return this.offer;
  }

  private async read(): Promise<void> {
    const ids = await this.redis.commands.smembers(this.keys.executors);
    const found = ids.length === 0 ? [] : await this.redis.commands.mget(ids.map((id) => this.keys.offer(id)));
    const gone = ids.filter((_, index) => found[index] === null);
    if (gone.length > 0) await this.redis.commands.srem(this.keys.executors, gone);
    this.offer = shared(found.flatMap((offer) => (offer === null ? [] : [JSON.parse(offer) as ExecutorOffer])));
  }
}

/** A run may meet any of them, so it has to be one that all of them know. */
export function shared(offers: readonly ExecutorOffer[]): Offer {
  const [first, ...others] = offers;
  if (!first) return NOBODY;
  const isEverywhere = ({ language }: OfferedLanguage) =>
    others.every(({ languages }) => languages.some((other) => other.language === language));
  return { languages: first.languages.filter(isEverywhere), limits: first.limits };
}
