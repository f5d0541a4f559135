import type { Feature } from '../../../infra/features/feature.js';
import { INTERACTIVE_RUNS_QUEUE, RUN_REPORTS_QUEUE, RUNS_QUEUE } from '../../../kernel/run-queue.js';
import { ExecutionsConfig } from './executions.config.js';
import { EXECUTION_CANCELLED, EXECUTION_FINISHED, EXECUTION_REQUESTED } from './executions.events.js';
import { EXECUTE, EXECUTE_INPUT, EXECUTED_BYTES, EXECUTED_IN_ORGANIZATION } from './executions.limits.js';
import { Execution } from './run/execution.entity.js';

export const executionsFeature: Feature = {
  name: 'executions',
  tags: { Executions: 'Programs that are run in a sandbox, in rooms or by themselves.' },
  keyResources: ['executions'],
  entities: [Execution],
  config: [ExecutionsConfig],
  rateLimits: [EXECUTE, EXECUTE_INPUT],
  quotas: [EXECUTED_BYTES, EXECUTED_IN_ORGANIZATION],
  module: () => import('./executions.module.js'),
  http: () => import('./executions.http.module.js'),
  worker: () => import('./executions.worker.module.js'),
  workQueues: [RUNS_QUEUE, INTERACTIVE_RUNS_QUEUE, RUN_REPORTS_QUEUE],
  events: [
    {
      type: EXECUTION_REQUESTED,
      audit: { level: 'info', action: 'code_execute', constants: ['language'] },
      analytics: 'ignored',
    },
    {
      type: EXECUTION_FINISHED,
      audit: { level: 'info', constants: ['language', 'status'] },
      analytics: { reportedAs: { en: 'Programs that were run', fr: 'Programmes exécutés' } },
    },
    { type: EXECUTION_CANCELLED, audit: 'info' },
  ],
};
