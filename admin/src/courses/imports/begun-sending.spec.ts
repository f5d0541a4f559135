import { BegunSending } from './begun-sending.ts';

it('goes on where the last attempt stopped', () => {
  const sending = new BegunSending();
  const first = sending.attempt();
  expect(first.begun).toBeNull();
  expect(first.sent({ id: 'one', sent: 2 })).toBe(true);
  expect(sending.attempt().begun).toEqual({ id: 'one', sent: 2 });
});

it('begins anew with another file, also while the one before is being sent', () => {
  const sending = new BegunSending();
  const first = sending.attempt();
  first.sent({ id: 'one', sent: 1 });
  sending.forget();
  expect(first.sent({ id: 'one', sent: 2 })).toBe(false);
  expect(sending.attempt().begun).toBeNull();
});
