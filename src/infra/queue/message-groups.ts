import { AsyncResource } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { SECOND } from '../../kernel/clock.js';
import type { Message } from '../../kernel/message.js';
import { Gathering } from '../database/gathering.js';
import { firstReason, reasonsOf } from '../database/together.js';
import { Transactions } from '../database/transactions.js';
import { Logger } from '../telemetry/logger.js';
import { LANE, type RequestContext, requestContext } from '../telemetry/request-context.js';
import { HandledAlone } from './consumer.js';
import type { RegisteredConsumer } from './consumer-registry.js';
import { Inbox } from './inbox.js';

/** How long the first message of a batch waits for others, which come from the queue one by one. */
const GATHER_MS = 2;
/** Few enough for row locks to be held only for a moment. */
export const MOST_MEMBERS = 100;
/** While one batch waits for the database, another one is prepared. */
const MOST_AT_ONCE = 2;
/** Idle time after the last message; pauses between jobs are shorter. */
const IDLE_AFTER_MS = SECOND;

/** `alone`: nothing was done, because the message has to be handled by itself. */
export type Outcome = 'done' | 'repeated' | 'alone';

/** Context for handling a message: what follows has its request id and lane. */
export function contextOf({ requestId, lane }: Message): RequestContext {
  return { requestId, [LANE]: () => lane };
}

interface Member {
  readonly consumer: RegisteredConsumer;
  readonly message: Message;
  readonly resolve: (outcome: Outcome) => void;
}

/**
 * Handles batches of messages: one transaction, with batched statements. When one fails, all is rolled back and each is
 * handled by itself, so that batching changes the speed, and no result.
 */
@Injectable()
export class MessageGroups {
  private readonly waiting: Member[] = [];
  private running = 0;
  private members = 0;
  private idling: NodeJS.Timeout | undefined;
  /** Bound to the async context of its construction, not to that of the job that happens to come first. */
  private readonly run: () => Promise<void>;
  /** Called when batching begins or ends: while it runs, the worker may take more jobs than its concurrency. */
  onBusy: (isBusy: boolean) => void = () => undefined;

  constructor(
    private readonly inbox: Inbox,
    private readonly transactions: Transactions,
    private readonly logger: Logger,
  ) {
    this.run = AsyncResource.bind(() => this.handleWaiting());
  }

  async handle(consumer: RegisteredConsumer, message: Message): Promise<Outcome> {
    this.enter();
    try {
      return await new Promise<Outcome>((resolve) => {
        this.waiting.push({ consumer, message, resolve });
        if (this.running < MOST_AT_ONCE) void this.run();
      });
    } finally {
      this.leave();
    }
  }

  private enter(): void {
    this.members += 1;
    if (this.members > 1) return;
    if (this.idling) clearTimeout(this.idling);
    else this.onBusy(true);
    this.idling = undefined;
  }

  private leave(): void {
    this.members -= 1;
    if (this.members > 0) return;
    this.idling = setTimeout(() => {
      this.idling = undefined;
      this.onBusy(false);
    }, IDLE_AFTER_MS).unref();
  }

  private async handleWaiting(): Promise<void> {
    this.running += 1;
    await delay(GATHER_MS);
    while (this.waiting.length > 0) await this.handleGroup(this.waiting.splice(0, MOST_MEMBERS));
    this.running -= 1;
  }

  private async handleGroup(members: readonly Member[]): Promise<void> {
    const outcomes = members.length > 1 ? await this.tryTogether(members) : [];
    members.forEach(({ resolve }, index) => resolve(outcomes[index] ?? 'alone'));
  }

  /** @returns an empty list when the batch failed, which is logged: its messages are handled one by one then */
  private async tryTogether(members: readonly Member[]): Promise<Outcome[]> {
    try {
      return await this.transactions.run(() => this.handleAll(members));
    } catch (error) {
      this.logger.failure('messages.apart', error, { messages: members.length });
      return [];
    }
  }

  private async handleAll(members: readonly Member[]): Promise<Outcome[]> {
    const entries = members.map(({ consumer, message }) => ({
      consumer: consumer.options.name,
      messageId: message.id,
    }));
    const isNew = await this.inbox.addAll(entries);
    const gathering = new Gathering();
    // eslint-disable-next-line lyceum/statements-in-turn -- the transaction is shared, and takes them in turn
    const handled = await Promise.allSettled(
      members.map(async ({ consumer, message }, index) => {
        if (!isNew[index]) return;
        const work = () => consumer.instance.handle(message);
        await requestContext.run(contextOf(message), () => gathering.run(work));
      }),
    );
    const outcomes = handled.map((result, index): Outcome => {
      if (result.status === 'fulfilled') return isNew[index] ? 'done' : 'repeated';
      if (result.reason instanceof HandledAlone) return 'alone';
      throw firstReason(reasonsOf(handled)) ?? result.reason;
    });
    await this.inbox.remove(entries.filter((_, index) => outcomes[index] === 'alone'));
    return outcomes;
  }
}
