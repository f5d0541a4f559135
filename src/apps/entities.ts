import { IdempotencyKey } from '../infra/http/idempotency-key.entity.js';
import { DeadLetter } from '../infra/outbox/dead-letter.entity.js';
import { InboxEntry } from '../infra/outbox/inbox-entry.entity.js';
import { OutboxMessage } from '../infra/outbox/outbox-message.entity.js';
import { EmailDelivery } from '../modules/mail/entities/email-delivery.entity.js';
import { NotificationFeed } from '../modules/notifications/entities/notification-feed.entity.js';
import { Notification } from '../modules/notifications/entities/notification.entity.js';
import { User } from '../modules/users/entities/user.entity.js';

/** Every table of the system. A test finds the entity that is missing here. */
export const entities = [
  OutboxMessage,
  InboxEntry,
  DeadLetter,
  IdempotencyKey,
  User,
  EmailDelivery,
  Notification,
  NotificationFeed,
];
