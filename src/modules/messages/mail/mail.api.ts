import type { Language } from '../../../kernel/language.js';
import type { MailCalendar } from '../../../infra/mail/outgoing-mail.js';
import type { MailPriority, MailTemplate } from '../../../infra/mail/mail-template.js';

export interface MailRecipient {
  readonly email: string;
  readonly name?: string;
  /** IANA name; UTC when it is not known. */
  readonly timeZone?: string;
  /** English when it is not known. */
  readonly language: Language | null;
  /** The account behind the address, so that the delivery is erased with it. */
  readonly userId?: string;
}

export interface MailRequest<D extends object = object> {
  readonly template: MailTemplate<D>;
  readonly to: MailRecipient;
  /**
   * The account on whose behalf it is written, null for the system's own mails. Senders take turns, so that the many
   * mails of one delay nobody else's.
   */
  readonly sender: string | null;
  /** Somebody else named the recipient: the mail is held until the sender's address is verified. */
  readonly isUnasked?: boolean;
  readonly data: NoInfer<D>;
  /** What makes the mail necessary, for example `booking:<id>:<sequence>`. The same cause sends one mail, not two. */
  readonly cause: string;
  /** The template's own when it is left out. */
  readonly priority?: MailPriority;
  /** Lets the recipient's calendar follow the booking. */
  readonly calendar?: MailCalendar;
  /** Not sent before this moment. */
  readonly delayUntil?: Date;
}

/** E-mail, as other features see it: sent by the worker, after the caller's transaction is committed. */
export abstract class MailApi {
  /**
   * Stores the mail in the caller's transaction.
   * @returns false when this template already went to this address for this cause, no mail reaches the address, or its
   * owner has stopped mails of this kind
   * @throws Error outside a transaction
   * @throws RangeError when a link in the data is not an absolute http(s) address
   */
  abstract queue<D extends object>(mail: MailRequest<D>): Promise<boolean>;
  /** Whether what this account has sent unasked is held, because its address is not verified. In the caller's transaction. */
  abstract isHeld(sender: string | null): Promise<boolean>;
  /**
   * Takes back what is out of date and was not sent yet: all whose cause is `about` with something behind a colon. In the
   * caller's transaction.
   */
  abstract withdraw(template: MailTemplate, email: string, about: string): Promise<void>;
}
