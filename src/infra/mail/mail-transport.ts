import { MailUnfit, type RejectionReason } from './mail.errors.js';
import type { MailAddress, OutgoingMail } from './outgoing-mail.js';

export interface SentMail {
  /** The provider's name for the message, for its support and its event log. */
  readonly providerMessageId?: string;
}

/** Hands a complete message to a mail provider. */
export abstract class MailTransport {
  /** What the delivery row records as provider. */
  abstract readonly provider: string;

  /**
   * @throws MailRejected when the provider refuses the message for good
   * @throws MailUnavailable when a later attempt may work; ProviderAway when that holds for every mail
   */
  async send(mail: OutgoingMail): Promise<SentMail> {
    return this.deliver(safeMail(mail));
  }

  /** Ends connections that are kept open. */
  async close(): Promise<void> {}

  protected abstract deliver(mail: OutgoingMail): Promise<SentMail>;
}

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const FORBIDDEN_IN_ADDRESS = /[\p{Cc}\p{Z}<>,;]/u;
const HEADER_NAME = /^[A-Za-z0-9-]{1,76}$/;

/**
 * What people write (subject, names) loses its line breaks, so that it cannot start a new header;
 * what must be exact (addresses, the id, headers) is refused when it carries one.
 */
function safeMail(mail: OutgoingMail): OutgoingMail {
  for (const [name, value] of Object.entries({ ...mail.headers, 'Message-ID': mail.messageId })) {
    if (!HEADER_NAME.test(name) || value.search(CONTROL) >= 0) throw new MailUnfit(`The header ${name} is not valid.`);
  }
  return {
    ...mail,
    from: safeAddress(mail.from, 'message'),
    to: safeAddress(mail.to, 'recipient'),
    ...(mail.replyTo && { replyTo: safeAddress(mail.replyTo, 'message') }),
    subject: oneLine(mail.subject),
  };
}

function safeAddress({ email, name }: MailAddress, reason: RejectionReason): MailAddress {
  if (FORBIDDEN_IN_ADDRESS.test(email) || !/^.+@[^@]+$/.test(email))
    throw new MailUnfit('The address is not valid.', reason);
  return name ? { email, name: oneLine(name) } : { email };
}

/** A joiner that nobody sees keeps what somebody wrote from being read as an encoded word (RFC 2047, section 2). */
function oneLine(text: string): string {
  return text.replace(CONTROL, ' ').replaceAll('=?', '=\u2060?').trim();
}
