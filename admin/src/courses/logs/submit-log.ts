import { type ActivityLog, ConnectionError, ProblemError } from '@lyceum/sdk';
import { lyceum } from '../../lyceum.ts';
import {
  forgetLog,
  keepLog,
  type KeptLog,
  keptLog,
  keptPlacesText,
  keptText,
  type LogPlace,
  placesIn,
} from './kept-logs.ts';
import { saysTheSame } from './log-content.ts';
import { isForLater } from './refusals.ts';

/** What became of it. `waiting`: the server cannot be reached, or takes nothing now; `other`: somebody else wrote meanwhile, and nothing was overwritten. */
export type Submission = 'submitted' | 'waiting' | 'other' | 'nothing';

/** Names one submission, so that it is done once however often it is sent. */
export function newSubmission(of: 'log' | 'register' = 'log'): string {
  return `${of}-${Date.now()}-${Math.random().toString(36).slice(2)}`;
}

/**
 * Submits what is kept of a log, unless somebody else has written since it was read.
 * @param know is told what is at the server now, before what is kept here is gone
 * @throws what else the server refuses it for; it is a draft again then
 */
export async function submitLog(place: LogPlace, know: (log: ActivityLog) => void): Promise<Submission> {
  const text = keptText(place);
  const kept = keptLog(text);
  if (!kept || kept.submission === null) return 'nothing';
  const settle = (log: ActivityLog): Submission => {
    know(log);
    // What was typed meanwhile goes on from what was submitted.
    const now = keptLog(keptText(place));
    if (keptText(place) === text) forgetLog(place);
    else if (now) keepLog(place, { ...now, base: { id: log.id, version: log.version } });
    return 'submitted';
  };
  try {
    return settle(await send(place, kept, kept.submission));
  } catch (error) {
    // Anything else is none of its answers: no connection, a proxy's page, a sign-in that has ended meanwhile.
    if (!(error instanceof ProblemError) || isForLater(error.status)) return 'waiting';
    const isOthers = error.code === 'log_exists' || error.status === 412;
    const theirs = isOthers ? await presentLog(place) : undefined;
    // The answer to what was sent before was lost.
    if (theirs?.state === 'submitted' && saysTheSame(theirs, kept.content)) return settle(theirs);
    const now = keptLog(keptText(place));
    if (now) keepLog(place, { ...now, submission: null });
    if (!isOthers) throw error;
    if (theirs) know(theirs);
    return 'other';
  }
}

/** Everything of somebody that waits, one after the other, in one window at a time. */
export async function submitWaiting(personId: string, know: (log: ActivityLog) => void): Promise<void> {
  const work = async () => {
    for (const place of placesIn(keptPlacesText(personId))) {
      // What the server refuses is a draft again, and says why when it is submitted by hand.
      await submitLog(place, know).catch(() => 'other');
    }
  };
  const { locks } = navigator as { readonly locks?: LockManager };
  await (locks ? locks.request('lyceum logs', work) : work());
}

function send(
  { offeringId: allocationId, week: weekNumber }: LogPlace,
  { content, base }: KeptLog,
  idempotencyKey: string,
): PromiseLike<ActivityLog> {
  if (!navigator.onLine) return Promise.reject(new ConnectionError('There is no connection.'));
  return base
    ? lyceum.activityTracker.update(base.id, content, { ifMatch: base.version })
    : lyceum.activityTracker.create({ allocationId, weekNumber, ...content }, { idempotencyKey });
}

async function presentLog({ offeringId: allocationId, week: weekNumber }: LogPlace): Promise<ActivityLog | undefined> {
  return (await lyceum.activityTracker.list({ allocationId, weekNumber })).data[0];
}
