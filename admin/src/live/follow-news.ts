import { ProblemError } from '@lyceum/sdk';
import { lyceum } from '../lyceum.ts';
import { session } from '../session/session.ts';

/** What an event invalidates: the first part of the query keys. */
export type Topic = 'bookings' | 'courses' | 'notifications';

const OF_BOOKINGS = /^(BOOKING|SERIES)_/;
const OF_COURSES = /^(LOG|MEETING)_/;

/** Tells what has changed until the signal; the client connects again and misses nothing. */
export async function followNews(signal: AbortSignal, tell: (topic: Topic) => void): Promise<void> {
  let isRenewed = false;
  for (;;) {
    try {
      for await (const event of lyceum.notifications.stream({ signal })) {
        isRenewed = false;
        tell('notifications');
        // A stream begins with `unread`: what happened before that, nobody told.
        if (event.type === 'unread' || OF_BOOKINGS.test(event.notification.type)) tell('bookings');
        if (event.type === 'unread' || OF_COURSES.test(event.notification.type)) tell('courses');
      }
      return;
    } catch (error) {
      if (signal.aborted || !session.user) return;
      // Without a stream, pages ask again when somebody comes back to them.
      if (!(error instanceof ProblemError)) throw error;
      if (error.status !== 401 || isRenewed) return;
      // Whoever has ended the login session elsewhere ends it here as well, though nobody presses anything.
      isRenewed = await session.renewed();
      if (!isRenewed) return;
    }
  }
}
