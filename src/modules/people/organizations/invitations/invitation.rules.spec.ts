import { expiryFrom, maskEmail } from './invitation.rules.js';

it('lets an invitation live for seven days, whatever the clocks do', () => {
  expect(expiryFrom(new Date('2027-03-25T12:00:00Z'))).toEqual(new Date('2027-04-01T12:00:00Z'));
});

it.each([
  ['ada@example.org', 'a••@example.org'],
  ['a@example.org', 'a••@example.org'],
  ['"a@b"@example.org', '"••@example.org'],
])('hides the address %s behind %s', (email, hint) => {
  expect(maskEmail(email)).toBe(hint);
});
