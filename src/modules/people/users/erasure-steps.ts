import { Injectable } from '@nestjs/common';
import { DAY, MINUTE, SECOND } from '../../../kernel/clock.js';
import { MessagesUnderWay } from '../../../infra/outbox/messages-under-way.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { DataHolders, together } from './data-holders.js';
import type { Erasure } from './entities/erasure.entity.js';
import { ErasuresRepository, type StartedStep } from './erasures.repository.js';
import { leaverOf } from './user.mapper.js';
import type { Leaver, Traces } from './users.api.js';
import { USER_ERASED } from './users.events.js';
import { ERASE_PERSON, type EraseStep } from './users.jobs.js';
import { UsersRepository } from './users.repository.js';

/** Batch size of `endSome` per step: transactions stay short, and a killed worker repeats little. */
const ENDED_AT_ONCE = 20;
/** A step goes on with further data holders for so long, for the same reason; most have nothing of a person. */
const ERASED_WITHIN_MS = 100;
/** Deadline for notifications to others: an undeliverable mail does not delay the erasure for ever. */
const LONGEST_TELLING_MS = DAY;
const LONGEST_PAUSE_MS = MINUTE;

/**
 * State machine of an erasure. Each step is one transaction that appends the message of the next step to the outbox, so
 * that a killed worker neither loses nor repeats one.
 */
@Injectable()
export class ErasureSteps {
  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly users: UsersRepository,
    private readonly holders: DataHolders,
    private readonly underWay: MessagesUnderWay,
    private readonly outbox: Outbox,
  ) {}

  /** Runs one step in the transaction of the consumer; stale messages are ignored. */
  async take(step: EraseStep): Promise<void> {
    const started = await this.erasures.begin(step);
    const user = started && (await this.users.findById(started.erasure.userId));
    if (!user) return;
    const pauseMs = await this.advance(started, leaverOf(user, started.waitedMs >= LONGEST_TELLING_MS));
    if (pauseMs === null) return;
    const availableAt = new Date(Date.now() + pauseMs);
    const next = { erasureId: step.erasureId, step: started.erasure.step };
    await this.outbox.append(ERASE_PERSON, next, pauseMs > 0 ? { availableAt } : {});
  }

  /** @returns delay of the next step in milliseconds; null after the last one */
  private advance(started: StartedStep, leaver: Leaver): Promise<number | null> {
    const { erasure } = started;
    if (erasure.status === 'ending') return this.end(started, leaver);
    if (erasure.status === 'telling') return this.awaitTold(started, leaver);
    return erasure.position < this.holders.all().length ? this.erase(erasure, leaver) : this.finish(started, leaver);
  }

  private async end({ erasure, waitedMs }: StartedStep, leaver: Leaver): Promise<number> {
    let ended = 0;
    for (const holder of this.holders.toEnd())
      if (ended < ENDED_AT_ONCE) ended += await holder.endSome(leaver, ENDED_AT_ONCE - ended);
    if (ended > 0) {
      await this.erasures.change(erasure, progress(erasure, ended));
      return 0;
    }
    // What cannot be ended is retried, and delays the erasure of the rest for a day at most.
    if (!leaver.isOverdue && (await this.isLeft(leaver))) return pauseAfter(waitedMs);
    await this.erasures.change(erasure, { status: 'telling' });
    return 0;
  }

  private async awaitTold({ erasure, waitedMs }: StartedStep, leaver: Leaver): Promise<number> {
    const found = await this.holders.tracesOf(leaver);
    const traces = erasure.traces ? together([erasure.traces, found]) : found;
    if (await this.isTelling(leaver, traces)) return pauseAfter(waitedMs);
    await this.erasures.change(erasure, { status: 'erasing', position: 0, traces });
    return 0;
  }

  /** Whether notifications to others are still under way, before the deadline. */
  private async isTelling(leaver: Leaver, traces: Traces): Promise<boolean> {
    if (leaver.isOverdue) return false;
    if (await this.underWay.mention(leaver.id, leaver.since, [ERASE_PERSON.name])) return true;
    for (const holder of this.holders.all()) if (await holder.isTelling(leaver, traces)) return true;
    return false;
  }

  /** Whether something remains that concerns others and could not be ended. */
  private async isLeft(leaver: Leaver): Promise<boolean> {
    for (const holder of this.holders.all()) if ((await holder.countEndings(leaver)) > 0) return true;
    return false;
  }

  private async erase(erasure: Erasure, leaver: Leaver): Promise<number> {
    // Null in erasures that an older release began.
    const traces = erasure.traces ?? (await this.holders.tracesOf(leaver));
    const left = this.holders.all().slice(erasure.position);
    const until = performance.now() + ERASED_WITHIN_MS;
    let erased = 0;
    for (const holder of left) {
      await holder.eraseUser(leaver, traces);
      erased += 1;
      if (performance.now() >= until) break;
    }
    await this.erasures.change(erasure, { ...progress(erasure, erased), position: erasure.position + erased });
    return 0;
  }

  /**
   * The row lock on the person blocks new references (foreign keys), so what came in since the steps before is complete
   * here: if others have to be notified of it, the erasure starts over. What cannot be ended is retried without a
   * deadline.
   */
  private async finish({ erasure, waitedMs }: StartedStep, leaver: Leaver): Promise<number | null> {
    await this.users.lock(leaver.id);
    for (const holder of this.holders.toEnd()) {
      if ((await holder.endSome(leaver, 1)) === 0) continue;
      await this.erasures.change(erasure, { status: 'ending', total: erasure.total + this.holders.all().length + 1 });
      return 0;
    }
    if (await this.isLeft(leaver)) return pauseAfter(waitedMs);
    const traces = together([...(erasure.traces ? [erasure.traces] : []), await this.holders.tracesOf(leaver)]);
    if (await this.isTelling(leaver, traces)) {
      await this.erasures.change(erasure, { status: 'telling', traces });
      return pauseAfter(waitedMs);
    }
    for (const holder of this.holders.all()) await holder.eraseUser(leaver, traces);
    await this.users.erase(leaver.id);
    const finishedAt = new Date();
    await this.erasures.change(erasure, { status: 'done', done: erasure.total, traces: null, finishedAt });
    await this.outbox.append(USER_ERASED, { userId: leaver.id });
    return null;
  }
}

/** A tenth longer than what was to be told needed anyway, at most. */
function pauseAfter(waitedMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(SECOND / 2, waitedMs / 10));
}

/** The total may grow, when somebody books the person in the meantime. */
function progress({ done, total }: Erasure, more: number): Pick<Erasure, 'done' | 'total'> {
  return { done: done + more, total: Math.max(total, done + more + 1) };
}
