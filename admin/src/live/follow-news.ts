import { ProblemError } from '@lyceum/sdk';
import { lyceum } from '../lyceum.ts';
import { session } from '../session/session.ts';
import { type Topic, TOPICS, topicsOf } from './topics.ts';

const EVERYTHING = Object.keys(TOPICS) as Topic[];

/** Tells what has changed until the signal; the client connects again and misses nothing. */
export async function followNews(signal: AbortSignal, tell: (topic: Topic) => void): Promise<void> {
  let isRenewed = false;
  for (;;) {
    try {
      for await (const event of lyceum.notifications.stream({ signal })) {
        isRenewed = false;
        // A stream begins with `unread`: what happened before that, nobody told.
        for (const topic of event.type === 'unread' ? EVERYTHING : topicsOf(event.notification.type)) tell(topic);
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
