/** What an account is called that was erased, and whoever cannot be told any more who they were. */
export const FORMER_USER = 'Former user';

interface CalendarUser {
  readonly email: string;
  readonly name: string;
}

/**
 * The calendar user (RFC 5545, section 3.3.3) that an account is. Calendars need an address of every organizer, so that of
 * a former account is one that no mail reaches (RFC 2606, section 2).
 */
export function calendarUserOf(userId: string, account: CalendarUser | undefined): CalendarUser {
  if (!account) return { email: `${userId}@users.invalid`, name: FORMER_USER };
  return { email: account.email, name: account.name };
}
