import type { Language } from '../../../kernel/language.js';
import type { MailCalendar } from '../../../infra/mail/outgoing-mail.js';
import type { MailPriority, MailTemplate } from '../../../infra/mail/mail-template.js';

export interface MailRecipient {
  readonly email: string;
  readonly name?: string;
  /** IANA name; UTC by default. */
  readonly timeZone?: string;
  /** Null: English. */
  readonly language: Language | null;
  /** Account of the recipient, with which the delivery is erased. */
  readonly userId?: string;
}

export interface MailRequest<D extends object = object> {
  readonly template: MailTemplate<D>;
  readonly to: MailRecipient;
  /**
   * Account on whose behalf it is sent; null for mails of the system. Lane of the queue: many mails of one sender do
   * not delay those of others (fair queueing).
   */
  readonly sender: string | null;
  /** The recipient was named by somebody else: the mail is held until the sender's address is verified. */
  readonly isUnasked?: boolean;
  readonly data: NoInfer<D>;
  /** Idempotency key, such as `booking:<id>:<sequence>`: one mail per template, recipient and cause. */
  readonly cause: string;
  /** Default: that of the template. */
  readonly priority?: MailPriority;
  /** An iTIP message for the recipient's calendar. */
  readonly calendar?: MailCalendar;
  /** Not sent before this time. */
  readonly delayUntil?: Date;
}

/** A mail that is about to be sent. */
export interface MailToSend {
  readonly template: string;
  /** Account of the recipient; null when there is none any more. */
  readonly userId: string | null;
  readonly cause: string;
  readonly data: object;
}

/**
 * Base class of features whose mails say what need not be so any more when they are sent, because they waited: every
 * provider that extends it is asked before each attempt at a mail of its templates.
 */
export abstract class MailReviewer {
  /** Names of its templates. */
  abstract readonly templates: readonly string[];
  /** @returns what the mail says now; null when there is nothing to say any more, and it is not sent */
  abstract dataNow(mail: MailToSend): Promise<object | null>;
}

/** Transactional outbox for e-mail: the worker sends after the caller's transaction is committed. */
export abstract class MailApi {
  /**
   * Stores the mail in the caller's transaction.
   * @returns false when this template already went to this address for this cause, no mail reaches the address, or its
   * owner has stopped mails of this kind
   * @throws Error outside a transaction
   * @throws RangeError when a link in the data is not an absolute http(s) address
   */
  abstract queue<D extends object>(mail: MailRequest<D>): Promise<boolean>;
  /**
   * Whether unasked mails of this sender are held, because the address is not verified. Runs in the caller's
   * transaction.
   */
  abstract isHeld(sender: string | null): Promise<boolean>;
  /**
   * Deletes unsent mails that are out of date: those whose cause is `about` with a suffix after a colon. Runs in the
   * caller's transaction.
   */
  abstract withdraw(template: MailTemplate, email: string, about: string): Promise<void>;
  /** The same, whomever they go to. @param about with an id, by which they are found */
  abstract withdrawFromAll(template: MailTemplate, about: string): Promise<void>;
}
