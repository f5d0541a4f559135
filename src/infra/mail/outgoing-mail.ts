export interface MailAddress {
  readonly email: string;
  readonly name?: string;
}

export interface MailAttachment {
  readonly filename: string;
  /** A MIME type without parameters. */
  readonly contentType: string;
  readonly content: Buffer;
  /** Shown in the HTML part, by `cid:` and this (RFC 2392), instead of beneath it. */
  readonly contentId?: string;
}

/** An iTIP message (RFC 5546): calendars add, move or remove the event by themselves. */
export interface MailCalendar {
  readonly method: 'REQUEST' | 'CANCEL';
  /** The iCalendar object (RFC 5545); its METHOD is the same. */
  readonly ics: string;
}

/** One message to one recipient, complete: a transport adds nothing but its protocol. */
export interface OutgoingMail {
  readonly from: MailAddress;
  readonly to: MailAddress;
  /** Where answers go, instead of to `from`. */
  readonly replyTo?: MailAddress;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** In angle brackets. The same for every attempt, so that a receiver can drop a second copy. */
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly MailAttachment[];
  readonly calendar?: MailCalendar;
}

export const CALENDAR_FILENAME = 'invite.ics';

/**
 * Reads `Name <address>` or `address`, the form of the `EMAIL_FROM` setting.
 * @throws RangeError when there is no address in it
 */
export function parseMailAddress(text: string): MailAddress {
  const [, given = '', email] = /^(?:([^<>]*)<)?([^<>\s@]+@[^<>\s@]+)>?$/.exec(text.trim()) ?? [];
  const name = given.trim().replace(/^"([^"]*)"$/, '$1');
  const isWhole = text.includes('<') === text.includes('>');
  if (!email || !isWhole || name.includes('"')) throw new RangeError(`"${text}" is not a mail address.`);
  return name ? { email, name } : { email };
}
