import { attemptAt } from './attempts.ts';

const REGISTER = {
  heldOn: '2027-01-18',
  meetingNumber: 1,
  records: [{ studentId: 'a', status: 'present' as const }],
};

it('names a register once however often it is sent, and anew what was changed before it was sent again', () => {
  const keys = ['one', 'two'];
  const newKey = () => keys.shift() ?? 'another';
  const first = attemptAt(REGISTER, null, newKey);
  expect(attemptAt({ ...REGISTER, records: [...REGISTER.records] }, first, newKey)).toBe(first);
  expect([first.key, attemptAt({ ...REGISTER, meetingNumber: 2 }, first, newKey).key]).toEqual(['one', 'two']);
});
