import { MailTransport, type SentMail } from './mail-transport.js';
import { CALENDAR_FILENAME, type MailAddress, type OutgoingMail } from './outgoing-mail.js';
import { postMail, type WebApiSettings } from './web-api.js';

/** Resend's Send Email (https://resend.com/docs/api-reference/emails/send-email). */
export class ResendTransport extends MailTransport {
  readonly provider = 'resend';

  constructor(private readonly settings: WebApiSettings) {
    super();
  }

  protected async deliver(mail: OutgoingMail): Promise<SentMail> {
    // Resend keeps the key for a day: a second attempt after a lost answer is not a second mail.
    const answer = await postMail(this.settings, '/emails', toResend(mail), { 'idempotency-key': mail.messageId });
    const providerMessageId = idOf(answer.body);
    return providerMessageId ? { providerMessageId } : {};
  }
}

function toResend({ calendar, ...mail }: OutgoingMail): object {
  const attachments = mail.attachments.map(({ filename, contentType, content, contentId }) => ({
    filename,
    content: content.toString('base64'),
    content_type: contentType,
    ...(contentId !== undefined && { content_id: contentId }),
  }));
  if (calendar) {
    attachments.push({
      filename: CALENDAR_FILENAME,
      content: Buffer.from(calendar.ics).toString('base64'),
      content_type: `text/calendar; charset=utf-8; method=${calendar.method}`,
    });
  }
  return {
    from: mailbox(mail.from),
    to: [mailbox(mail.to)],
    ...(mail.replyTo && { reply_to: mailbox(mail.replyTo) }),
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    headers: { ...mail.headers, 'Message-ID': mail.messageId },
    attachments,
  };
}

/** `"Name" <address>`; the name is a quoted string (RFC 5322), so that no character of it can become an address. */
function mailbox({ email, name }: MailAddress): string {
  return name ? `"${name.replace(/["\\]/g, '\\$&')}" <${email}>` : email;
}

function idOf(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { id?: string }).id;
  } catch {
    // The status said that the mail is accepted; only its name is lost.
    return undefined;
  }
}
