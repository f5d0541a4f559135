import { calendarUserOf, FORMER_USER } from './former-user.js';

describe('the calendar user that an account is', () => {
  it('has its name and address, and nothing else of it', () => {
    const ada = { email: 'ada@example.org', name: 'Ada Lovelace', role: 'admin' };
    expect(calendarUserOf('u1', ada)).toEqual({ email: 'ada@example.org', name: 'Ada Lovelace' });
  });

  it('has an address that no mail reaches once the account is gone', () => {
    expect(calendarUserOf('u1', undefined)).toEqual({ email: 'u1@users.invalid', name: FORMER_USER });
  });
});
