import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { QueueDirectory } from '../../../../infra/queue/queue-directory.js';
import type { Message } from '../../../../kernel/message.js';
import type { RunJob } from '../../../../kernel/run-queue.js';
import { DISPATCH, DISPATCH_EXECUTION } from '../executions.events.js';
import { RunAnnouncements } from '../live/run-announcements.js';
import type { Execution } from '../run/execution.entity.js';
import { isFinished, priorityOf, queueOf, runJobId } from '../run/execution.rules.js';
import { ExecutionsRepository } from '../run/executions.repository.js';

/** Puts a run into the queue of the executor. Again under the same id it is the same job. */
@Consumer({ name: DISPATCH, messages: [DISPATCH_EXECUTION], effect: 'external' })
export class DispatchConsumer extends MessageConsumer {
  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly announcements: RunAnnouncements,
    private readonly queues: QueueDirectory,
    readonly transactions: Transactions,
  ) {
    super();
  }

  async handle({ payload }: Message): Promise<void> {
    const { executionId } = payload as { executionId: string };
    const execution = await this.waiting(executionId);
    if (execution) await this.handOver(execution);
  }

  /** An administrator's retry begins a run again that no executor could run. */
  @Transactional()
  private async waiting(id: string): Promise<Execution | null> {
    const execution = await this.executions.lock(id);
    if (!execution) return null;
    if (execution.status === 'internal_error') {
      await this.executions.beginAgain(id);
      await this.announcements.announce(execution);
    } else if (isFinished(execution.status)) return null;
    return this.executions.findById(id);
  }

  async handOver(execution: Execution): Promise<void> {
    const { id, sessionId, isInteractive, language, files, stdin, args, limits, tests, round } = execution;
    const job: RunJob = {
      executionId: id,
      sessionId,
      isFollowed: tests === null,
      isInteractive,
      language,
      files,
      inputs: tests ? tests.cases.map((test) => ({ stdin: test.stdin, args: test.args })) : [{ stdin, args }],
      ...(limits && { limits }),
    };
    await this.queues.get(queueOf(execution)).add('run', job, {
      jobId: runJobId(id, round),
      priority: priorityOf(execution),
      // What the executor begins again is for it to count.
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: true,
    });
  }
}
