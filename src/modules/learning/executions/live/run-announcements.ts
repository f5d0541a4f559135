import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../../infra/database/transactions.js';
import { type RoomRun, RoomVoice } from '../../sessions/sessions.api.js';
import type { ExecutionSummaryDto } from '../run/execution.dto.js';
import { ExecutionPresenter } from '../run/execution.presenter.js';
import { ExecutionsRepository } from '../run/executions.repository.js';

/** Tells the people of a room what happens to the programs that are run in it. */
@Injectable()
export class RunAnnouncements {
  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly presenter: ExecutionPresenter,
    private readonly voice: RoomVoice,
    private readonly transactions: Transactions,
  ) {}

  /** How a run stands in this transaction, once it is committed. */
  async announce({ id, sessionId }: { readonly id: string; readonly sessionId: string | null }): Promise<void> {
    if (sessionId === null) return;
    const execution = await this.executions.findListed(id);
    if (!execution) return;
    const [run] = (await this.presenter.presentAll([execution])).map(toRoomRun);
    if (run) this.transactions.afterCommit(() => this.voice.tell(sessionId, { type: 'run', run }));
  }

  /** What waits or runs in a room, the latest last. */
  async underWayIn(sessionId: string): Promise<RoomRun[]> {
    return (await this.presenter.presentAll(await this.executions.findUnfinishedIn(sessionId))).map(toRoomRun);
  }
}

function toRoomRun(summary: ExecutionSummaryDto): RoomRun {
  const {
    id,
    kind,
    status,
    language,
    isInteractive,
    executedBy: runBy,
    createdAt,
    startedAt,
    finishedAt,
    executionTime,
  } = summary;
  return { id, kind, status, language, isInteractive, runBy, createdAt, startedAt, finishedAt, executionTime };
}
