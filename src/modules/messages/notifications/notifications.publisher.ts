import { Injectable } from '@nestjs/common';
import { isId } from '../../../kernel/ids.js';
import { Transactions } from '../../../infra/database/transactions.js';
import { Nudges } from '../../../infra/realtime/nudges.js';
import { feedTopic } from './notification-topic.js';
import { NotificationFeeds } from './notification-feeds.repository.js';
import { type NewNotification, NotificationsApi } from './notifications.api.js';

const MAX_TITLE = 200;
const MAX_MESSAGE = 2000;
const MAX_METADATA_BYTES = 8192;
const BATCH = 500;

/**
 * Collects the notifications of a transaction, inserts them before the commit, and wakes the recipients' streams after
 * it.
 */
@Injectable()
export class NotificationsPublisher extends NotificationsApi {
  constructor(
    private readonly feeds: NotificationFeeds,
    private readonly transactions: Transactions,
    private readonly nudges: Nudges,
  ) {
    super();
  }

  async notify(notifications: readonly NewNotification[]): Promise<void> {
    await this.transactions.atEnd(this.add, notifications.map(storable));
  }

  private readonly add = async (notifications: readonly NewNotification[]): Promise<void> => {
    const sorted = notifications.toSorted((a, b) => (a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : 0));
    for (let start = 0; start < sorted.length; start += BATCH) {
      const recipients = await this.feeds.add(sorted.slice(start, start + BATCH));
      this.transactions.afterCommit(() => recipients.forEach((userId) => this.nudges.send(feedTopic(userId))));
    }
  };
}

/**
 * Truncates texts, because a long name must not prevent a notification.
 * @throws RangeError for too large metadata, which is a bug of the caller
 */
function storable(notification: NewNotification): NewNotification {
  if (Buffer.byteLength(JSON.stringify(notification.metadata ?? {})) > MAX_METADATA_BYTES)
    throw new RangeError(`The metadata of a ${notification.type} has more than ${MAX_METADATA_BYTES} bytes.`);
  const { title, message, metadata = {}, about = [] } = notification;
  return {
    ...notification,
    title: shortened(title, MAX_TITLE),
    message: shortened(message, MAX_MESSAGE),
    about: [
      ...new Set(
        [...Object.values(metadata), ...about].filter((id): id is string => typeof id === 'string' && isId(id)),
      ),
    ],
  };
}

function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
