import type { RunStatus } from '../../../kernel/run-result.js';
import type { SandboxLanguage } from '../../../kernel/run-request.js';
import { defineEvent, defineJob } from '../../../kernel/message.js';

interface ExecutionEvent {
  readonly executionId: string;
  /** Null outside of rooms. */
  readonly sessionId: string | null;
  /** Of the room; null when it belongs to none. */
  readonly organizationId: string | null;
  readonly actorId: string;
}

export const EXECUTION_REQUESTED = defineEvent<ExecutionEvent & { language: SandboxLanguage }>(
  'execution.requested',
  'executionId',
);
export const EXECUTION_FINISHED = defineEvent<ExecutionEvent & { language: SandboxLanguage; status: RunStatus }>(
  'execution.finished',
  'executionId',
);
export const EXECUTION_CANCELLED = defineEvent<ExecutionEvent>('execution.cancelled', 'executionId');

/** Hands a run to the executor. */
export const DISPATCH_EXECUTION = defineJob<{ executionId: string }>('executions.dispatch');

/** The consumer that hands runs over; among its dead letters is what no executor could run. */
export const DISPATCH = 'executions.dispatch';
