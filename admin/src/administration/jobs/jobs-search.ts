import type { JobState, QueueName } from '@lyceum/sdk';
import { oneOf } from '../../shell/list-search.ts';
import { only } from '../../shell/search-params.ts';

/** Records, so that none can be left out. */
const QUEUES: Readonly<Record<QueueName, true>> = {
  ...{ events: true, mail: true, webhooks: true, cron: true, rosters: true },
  ...{ runs: true, 'interactive-runs': true, 'run-reports': true },
};
const STATES: Readonly<Record<JobState, true>> = {
  ...{ failed: true, active: true, waiting: true, prioritized: true, delayed: true, completed: true },
};

export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];
export const JOB_STATES = Object.keys(STATES) as JobState[];

export const UNDONE_SORTS = ['-failedAt', 'failedAt'] as const;

/** Which of the messages that were given up on, as the address of the page says it. */
export interface UndoneSearch {
  readonly sort?: (typeof UNDONE_SORTS)[number];
  readonly cursor?: string;
}

export function readUndoneSearch({ sort, cursor }: Readonly<Record<string, unknown>>): UndoneSearch {
  return {
    ...only('sort', oneOf(UNDONE_SORTS, sort)),
    ...only('cursor', typeof cursor === 'string' ? cursor : undefined),
  };
}

/** Which jobs of a queue, as the address of the page says it. */
export interface JobsSearch {
  readonly state?: JobState;
  readonly page?: number;
}

/** What does not fit is left out. */
export function readJobsSearch({ state, page }: Readonly<Record<string, unknown>>): JobsSearch {
  return {
    ...only(
      'state',
      JOB_STATES.find((one) => one === state),
    ),
    ...only('page', typeof page === 'number' && Number.isInteger(page) && page > 1 ? page : undefined),
  };
}
