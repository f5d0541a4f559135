import { constraintError } from '../../../../infra/database/constraint-errors.js';
import { isConnectionLost, isLockTimeout } from '../../../../infra/database/driver-errors.js';
import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { RosterChecks } from '../diff/roster-checks.js';
import { RosterImportsRepository } from '../imports/roster-imports.repository.js';
import { APPLY_ROSTER, CHECK_ROSTER, UNDO_ROSTER } from '../rosters.events.js';
import { ROSTERS_QUEUE } from '../rosters.queue.js';
import { RosterApplications } from './roster-applications.js';

/** The states in which a job finds an import, and that of one which it fails. */
const DOING = { from: ['checking', 'applying'], to: 'failed' } as const;
const UNDOING = { from: ['undoing'], to: 'applied' } as const;

/**
 * Does what is asked for imports, each in a transaction of its own that moves the state of the import on: repeated, it
 * finds that done. What fails leaves the courses as they were, and the import says so; an undo may then be asked for again.
 */
@Consumer({
  name: 'rosters.jobs',
  messages: [CHECK_ROSTER, APPLY_ROSTER, UNDO_ROSTER],
  queue: ROSTERS_QUEUE,
  effect: 'external',
})
export class RosterJobsConsumer extends MessageConsumer {
  constructor(
    private readonly checks: RosterChecks,
    private readonly applications: RosterApplications,
    private readonly imports: RosterImportsRepository,
    private readonly logger: Logger,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    const { importId } = message.payload as { readonly importId: string };
    try {
      if (isMessage(message, CHECK_ROSTER)) await this.checks.check(importId);
      else if (isMessage(message, APPLY_ROSTER)) await this.applications.apply(importId, message.payload.actorId);
      else if (isMessage(message, UNDO_ROSTER)) await this.applications.undo(importId, message.payload.actorId);
    } catch (error) {
      if (isConnectionLost(error) || isLockTimeout(error)) throw error;
      this.logger.failure('rosters.failed', error);
      const reason = (error instanceof CodedError ? error : constraintError(error))?.code ?? 'internal';
      await this.imports.fail(importId, isMessage(message, UNDO_ROSTER) ? UNDOING : DOING, reason);
    }
  }
}
