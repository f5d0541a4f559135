import type { NotificationType } from './notification-type.js';

/** One message for one person, shown in the app. */
export interface NewNotification {
  readonly userId: string;
  readonly type: NotificationType;
  readonly title: string;
  readonly message: string;
  /** Ids of what it is about. At most 8 kB as JSON. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /**
   * Ids of everybody whom the text names, or whose words it repeats, and of what it is about; those in the metadata
   * count by themselves. Never shown: by them it is found when one of those people asks to be forgotten.
   */
  readonly about?: ReadonlyArray<string | null>;
  /** What caused it; a person gets one notification per cause, however often the cause is processed. */
  readonly cause: string;
}

/** The notifications feature, as other features see it. */
export abstract class NotificationsApi {
  /** Call it in the transaction of the consumer that reacts to the cause; at its end they are there. */
  abstract notify(notifications: readonly NewNotification[]): Promise<void>;
}
