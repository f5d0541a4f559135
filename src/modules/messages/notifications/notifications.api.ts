import type { Language } from '../../../kernel/language.js';
import type { NotificationType } from './notification-type.js';

/** An in-app notification for one person. */
export interface NewNotification {
  readonly userId: string;
  readonly type: NotificationType;
  readonly title: string;
  readonly message: string;
  /** What title and message are in: that of the person, as in e-mails. */
  readonly language: Language;
  /** Ids of what it is about. At most 8 kB of JSON. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /**
   * Ids of the people whom the text names or quotes, and of what it is about; ids in the metadata are added. Not shown:
   * for erasure.
   */
  readonly about?: ReadonlyArray<string | null>;
  /** Idempotency key, such as a message id: one notification per person and cause. */
  readonly cause: string;
}

export abstract class NotificationsApi {
  /** Call it in the consumer's transaction; notifications are inserted at its end. */
  abstract notify(notifications: readonly NewNotification[]): Promise<void>;
}
