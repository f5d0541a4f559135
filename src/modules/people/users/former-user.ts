/** Display name of erased accounts, and of people who are unknown since an erasure. */
export const FORMER_USER = 'Former user';

interface CalendarUser {
  readonly email: string;
  readonly name: string;
}

/**
 * CAL-ADDRESS (RFC 5545, section 3.3.3) of an account. A former account gets an undeliverable address in `.invalid`
 * (RFC 2606, section 2), because ORGANIZER needs one.
 */
export function calendarUserOf(userId: string, account: CalendarUser | undefined): CalendarUser {
  if (!account) return { email: `${userId}@users.invalid`, name: FORMER_USER };
  return { email: account.email, name: account.name };
}
