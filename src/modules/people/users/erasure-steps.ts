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

/** Endings of one step, so that no transaction is long and a killed worker repeats little. */
const ENDED_AT_ONCE = 20;
/** A mail that cannot be delivered does not keep a name for ever. */
const LONGEST_TELLING_MS = DAY;
const LONGEST_PAUSE_MS = MINUTE;

/**
 * The steps of an erasure. Each is one transaction with the message of the next one in it, so that a killed worker loses
 * none and does none twice.
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

  /** In the transaction of the consumer. */
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

  /** @returns after how many milliseconds the next step is due; null when it was the last */
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
    // What cannot be ended is tried again, and keeps the rest from being erased for a day at most.
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

  /** Whether others are still being told, and may be for a while. */
  private async isTelling(leaver: Leaver, traces: Traces): Promise<boolean> {
    if (leaver.isOverdue) return false;
    if (await this.underWay.mention(leaver.id, leaver.since, [ERASE_PERSON.name])) return true;
    for (const holder of this.holders.all()) if (await holder.isTelling(leaver, traces)) return true;
    return false;
  }

  /** Whether something is left that others have to know of, and that could not be ended. */
  private async isLeft(leaver: Leaver): Promise<boolean> {
    for (const holder of this.holders.all()) if ((await holder.countEndings(leaver)) > 0) return true;
    return false;
  }

  private async erase(erasure: Erasure, leaver: Leaver): Promise<number> {
    // An erasure that was under way before there were traces has none.
    const traces = erasure.traces ?? (await this.holders.tracesOf(leaver));
    await this.holders.all()[erasure.position]?.eraseUser(leaver, traces);
    await this.erasures.change(erasure, { ...progress(erasure, 1), position: erasure.position + 1 });
    return 0;
  }

  /**
   * Nothing that refers to the person can be added while their row is locked: what came since the steps before is found
   * here, and when it has to be told, all begins again. What could not be ended is tried for as long as it takes.
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

function pauseAfter(waitedMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(SECOND / 2, waitedMs / 4));
}

/** More is found when somebody booked the person in the meantime, so the total may grow. */
function progress({ done, total }: Erasure, more: number): Pick<Erasure, 'done' | 'total'> {
  return { done: done + more, total: Math.max(total, done + more + 1) };
}
