import { CODE_LENGTH, codeOf, faultsOf, isUsable, newCode } from './joining.rules.js';

const now = new Date('2027-01-11T08:00:00Z');

it('a code is found again however it is typed', () => {
  const code = newCode();
  expect(code).toMatch(new RegExp(`^[A-HJKMNP-Z2-9]{${CODE_LENGTH}}$`));
  expect(codeOf(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `)).toBe(code);
});

it('a code ends at its time, and after its last use', () => {
  const open = { expiresAt: null, maxUses: null, uses: 9000 };
  expect(isUsable(open, now)).toBe(true);
  expect(isUsable({ ...open, expiresAt: now }, now)).toBe(false);
  expect(isUsable({ ...open, maxUses: 2, uses: 1 }, now)).toBe(true);
  expect(isUsable({ ...open, maxUses: 2, uses: 2 }, now)).toBe(false);
});

it('only what the role has can be said of it', () => {
  expect(faultsOf('facilitator', { specialization: 'Logic', employeeId: 'FAC001', studentNumber: null })).toEqual([]);
  expect(faultsOf('student', { employeeId: 'FAC001', studentNumber: 'S-1' }, '/join')).toMatchObject([
    { pointer: '/join/employeeId', code: 'not_of_role' },
  ]);
});
