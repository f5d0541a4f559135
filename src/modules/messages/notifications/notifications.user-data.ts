import { Injectable } from '@nestjs/common';
import { type Leaver, type Traces, UserDataHolder } from '../../people/users/users.api.js';
import { NotificationFeeds } from './notification-feeds.repository.js';
import { NotificationMentions } from './notification-mentions.repository.js';

/** Erases a person's notifications, closes the feed, and erases the person from the notifications of others. */
@Injectable()
export class NotificationsUserData extends UserDataHolder {
  readonly holds = {
    notification_feeds: ['userId'],
    notifications: ['userId', 'title', 'message', 'metadata'],
  };
  override readonly keepsCopies = true;

  constructor(
    private readonly feeds: NotificationFeeds,
    private readonly mentions: NotificationMentions,
  ) {
    super();
  }

  async eraseUser({ id, since }: Leaver, traces: Traces): Promise<void> {
    await this.feeds.close(id);
    await this.mentions.erase(traces, since);
  }
}
