import { afterEnd } from './retry.ts';

it('comes back soon at first, and then less and less often, never all at once', () => {
  const pauses = [0, 1, 2, 3, 10].map((failures) => afterEnd('service_unavailable', failures, () => 0.5));
  expect(pauses).toEqual([375, 750, 1500, 3000, 11250].map((pauseMs) => ({ kind: 'again', pauseMs })));
  expect(afterEnd(null, 0, () => 0)).toEqual({ kind: 'again', pauseMs: 250 });
});

it.each([
  ['token_expired', { kind: 'renew' }],
  ['token_invalid', { kind: 'renew' }],
  ['session_ended', { kind: 'renew' }],
  ['forbidden', { kind: 'over', why: 'forbidden' }],
  ['not_found', { kind: 'over', why: 'not_found' }],
  ['client_id_taken', { kind: 'rename' }],
  ['edit_refused', { kind: 'over', why: 'edit_refused' }],
  ['malformed_message', { kind: 'over', why: 'edit_refused' }],
])('after %s', (code, then) => {
  expect(afterEnd(code, 0, () => 0)).toEqual(then);
});

it('waits longer where there is too much of it', () => {
  const [first, later] = [0, 5].map((failures) => afterEnd('rate_limited', failures, () => 1));
  expect(first).toEqual({ kind: 'again', pauseMs: 5_000 });
  expect(later).toEqual({ kind: 'again', pauseMs: 15_000 });
});
