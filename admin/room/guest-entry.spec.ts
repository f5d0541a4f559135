import { ConnectionError, ProblemError } from '@lyceum/sdk';
import { refusedBy, waitFor } from './guest-entry.ts';

const problem = (code: string, members: object = {}) =>
  new ProblemError({ type: 'about:blank', title: 'No', status: 409, code, requestId: 'r', instance: '/', ...members });

it('says why a link lets nobody in, and asks again for what may pass', () => {
  const opensAt = '2027-01-05T14:50:00.000Z';
  expect(refusedBy(problem('session_not_open', { opensAt }))).toEqual({ kind: 'early', opensAt: new Date(opensAt) });
  const why = ['session_invitation_invalid', 'session_invitation_expired', 'session_status_conflict'].map((code) =>
    refusedBy(problem(code)),
  );
  expect(why).toEqual(['invalid', 'expired', 'over'].map((one) => ({ kind: 'closed', why: one })));
  for (const passing of [problem('rate_limited'), problem('validation_failed'), new ConnectionError()])
    expect(refusedBy(passing)).toEqual({ kind: 'again' });
});

it('waits until a room opens, looks now and then whether that has changed, and never asks all the time', () => {
  const opensAt = new Date(1_000_000);
  expect(waitFor(opensAt, 940_000, false, () => 0)).toBe(60_000);
  expect(waitFor(opensAt, 0, false, () => 0.5)).toBe(300_500);
  expect(waitFor(opensAt, 1_000_001, false, () => 0)).toBe(0);
  expect(waitFor(opensAt, 1_000_001, true, () => 0)).toBe(5_000);
});
