import { Injectable } from '@nestjs/common';
import { UserDataHolder } from '../users/users.api.js';
import { NotificationFeeds } from './notification-feeds.repository.js';

/** Forgets a person's notifications; none is added afterwards. */
@Injectable()
export class NotificationsUserData extends UserDataHolder {
  constructor(private readonly feeds: NotificationFeeds) {
    super();
  }

  eraseUser(userId: string): Promise<void> {
    return this.feeds.close(userId);
  }
}
