import { Injectable } from '@nestjs/common';
import { DAY, MINUTE, SECOND } from '../../kernel/clock.js';
import { MessagesUnderWay } from '../../infra/outbox/messages-under-way.js';
import { Outbox } from '../../infra/outbox/outbox.js';
import { DataHolders } from './data-holders.js';
import type { Erasure } from './entities/erasure.entity.js';
import { ErasuresRepository } from './erasures.repository.js';
import { leaverOf } from './user.mapper.js';
import type { Leaver } from './users.api.js';
import { USER_ERASED } from './users.events.js';
import { ERASE_PERSON } from './users.jobs.js';
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
  async take(erasureId: string): Promise<void> {
    const erasure = await this.erasures.lock(erasureId);
    const user = erasure && (await this.users.findById(erasure.userId));
    if (!erasure || !user || erasure.status === 'done') return;
    const pauseMs = await this.advance(erasure, leaverOf(user));
    if (pauseMs === null) return;
    const availableAt = new Date(Date.now() + pauseMs);
    await this.outbox.append(ERASE_PERSON, { erasureId }, pauseMs > 0 ? { availableAt } : {});
  }

  /** @returns after how many milliseconds the next step is due; null when it was the last */
  private advance(erasure: Erasure, leaver: Leaver): Promise<number | null> {
    if (erasure.status === 'ending') return this.end(erasure, leaver);
    if (erasure.status === 'telling') return this.awaitTold(erasure, leaver);
    return this.erase(erasure, leaver);
  }

  private async end(erasure: Erasure, leaver: Leaver): Promise<number> {
    let ended = 0;
    for (const holder of this.holders.toEnd())
      if (ended < ENDED_AT_ONCE) ended += await holder.endSome(leaver, ENDED_AT_ONCE - ended);
    if (ended === 0) await this.erasures.change(erasure, { status: 'telling' });
    else await this.erasures.change(erasure, progress(erasure, ended));
    return 0;
  }

  private async awaitTold(erasure: Erasure, leaver: Leaver): Promise<number> {
    const waitedMs = Date.now() - erasure.createdAt.getTime();
    if (waitedMs < LONGEST_TELLING_MS && (await this.isTelling(leaver)))
      return Math.min(LONGEST_PAUSE_MS, Math.max(SECOND / 2, waitedMs / 4));
    await this.erasures.change(erasure, { status: 'erasing', position: 0 });
    return 0;
  }

  private async isTelling(leaver: Leaver): Promise<boolean> {
    if (await this.underWay.mention(leaver.id, leaver.since, [ERASE_PERSON.name])) return true;
    const traces = await this.holders.tracesOf(leaver);
    for (const holder of this.holders.all()) if (await holder.isTelling(leaver, traces)) return true;
    return false;
  }

  private async erase(erasure: Erasure, leaver: Leaver): Promise<number | null> {
    const holders = this.holders.all();
    const holder = holders[erasure.position];
    if (!holder) return this.finish(erasure, leaver);
    await holder.eraseUser(leaver, await this.holders.tracesOf(leaver));
    await this.erasures.change(erasure, { ...progress(erasure, 1), position: erasure.position + 1 });
    return 0;
  }

  /**
   * Nothing that refers to the person can be added while their row is locked: what came since the steps before is found
   * here, and when it has to be told, all begins again.
   */
  private async finish(erasure: Erasure, leaver: Leaver): Promise<number | null> {
    await this.users.lock(leaver.id);
    for (const holder of this.holders.toEnd()) {
      if ((await holder.endSome(leaver, 1)) === 0) continue;
      await this.erasures.change(erasure, { status: 'ending', total: erasure.total + this.holders.all().length + 1 });
      return 0;
    }
    const traces = await this.holders.tracesOf(leaver);
    for (const holder of this.holders.all()) await holder.eraseUser(leaver, traces);
    await this.users.erase(leaver.id);
    await this.erasures.change(erasure, { status: 'done', done: erasure.total, finishedAt: new Date() });
    await this.outbox.append(USER_ERASED, { userId: leaver.id });
    return null;
  }
}

/** More is found when somebody booked the person in the meantime, so the total may grow. */
function progress({ done, total }: Erasure, more: number): Pick<Erasure, 'done' | 'total'> {
  return { done: done + more, total: Math.max(total, done + more + 1) };
}
