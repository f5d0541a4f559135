import type { ActivityLog, DutyStatus } from '@lyceum/sdk';

/** The six duties that a log tells of. */
export const DUTIES = [
  'formativeOneGrading',
  'formativeTwoGrading',
  'summativeGrading',
  'courseModeration',
  'intranetSync',
  'gradeBookStatus',
] as const satisfies readonly (keyof ActivityLog)[];
export type Duty = (typeof DUTIES)[number];

export const DUTY_STATUSES = ['Not Started', 'Pending', 'Done'] as const satisfies readonly DutyStatus[];

/** What a log says. */
export type LogContent = Pick<ActivityLog, Duty | 'attendance' | 'notes'>;

/** As many as the API takes. */
export const MOST_MEETINGS = 100;
export const LONGEST_NOTES = 2000;

const NOTHING: LogContent = {
  attendance: [],
  formativeOneGrading: 'Not Started',
  formativeTwoGrading: 'Not Started',
  summativeGrading: 'Not Started',
  courseModeration: 'Not Started',
  intranetSync: 'Not Started',
  gradeBookStatus: 'Not Started',
  notes: null,
};

export function contentOf(log: LogContent): LogContent {
  const content: Record<string, unknown> = {};
  for (const name of Object.keys(NOTHING) as (keyof LogContent)[]) content[name] = log[name];
  return content as unknown as LogContent;
}

/** What a log begins with: as many meetings as the week before had, all of which took place. */
export function freshContent(former: LogContent | undefined): LogContent {
  return { ...NOTHING, attendance: (former?.attendance ?? [true]).map(() => true) };
}

export function saysTheSame(one: LogContent, other: LogContent): boolean {
  return JSON.stringify(contentOf(one)) === JSON.stringify(contentOf(other));
}
