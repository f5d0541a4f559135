import { MailTransport, type SentMail } from './mail-transport.js';
import { CALENDAR_FILENAME, type OutgoingMail } from './outgoing-mail.js';
import { postMail, type WebApiSettings } from './web-api.js';

/** SendGrid's Mail Send (https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send). */
export class SendgridTransport extends MailTransport {
  readonly provider = 'sendgrid';

  constructor(private readonly settings: WebApiSettings) {
    super();
  }

  protected async deliver(mail: OutgoingMail): Promise<SentMail> {
    const { headers } = await postMail(this.settings, '/v3/mail/send', toSendgrid(mail));
    const providerMessageId = headers.get('x-message-id');
    return providerMessageId ? { providerMessageId } : {};
  }
}

function toSendgrid({ calendar, ...mail }: OutgoingMail): object {
  const attachments = mail.attachments.map(({ filename, contentType, content, contentId }) => ({
    content: content.toString('base64'),
    type: contentType,
    filename,
    ...(contentId === undefined ? { disposition: 'attachment' } : { disposition: 'inline', content_id: contentId }),
  }));
  return {
    personalizations: [{ to: [mail.to] }],
    from: mail.from,
    ...(mail.replyTo && { reply_to: mail.replyTo }),
    subject: mail.subject,
    // SendGrid wants this order. Only a `text/calendar` part lets Outlook treat the message as an invitation.
    content: [
      { type: 'text/plain', value: mail.text },
      { type: 'text/html', value: mail.html },
      ...(calendar ? [{ type: `text/calendar; method=${calendar.method}`, value: calendar.ics }] : []),
    ],
    headers: { ...mail.headers, 'Message-ID': mail.messageId },
    ...withItems('attachments', [
      ...attachments,
      ...(calendar
        ? [
            {
              content: Buffer.from(calendar.ics).toString('base64'),
              type: 'application/ics',
              filename: CALENDAR_FILENAME,
              disposition: 'attachment',
            },
          ]
        : []),
    ]),
    // Rewritten links would send the one-time links of these mails through a third party.
    tracking_settings: { click_tracking: { enable: false, enable_text: false }, open_tracking: { enable: false } },
  };
}

/** SendGrid refuses an empty list. */
function withItems<T>(name: string, items: T[]): Record<string, T[]> {
  return items.length > 0 ? { [name]: items } : {};
}
