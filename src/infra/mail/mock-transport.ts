import type { Logger } from '../telemetry/logger.js';
import { MailTransport, type SentMail } from './mail-transport.js';
import type { OutgoingMail } from './outgoing-mail.js';

/**
 * Sends nothing and shows on the console what it would send, links and all: for development without a mailbox. Refused in
 * production by the configuration.
 */
export class MockTransport extends MailTransport {
  readonly provider = 'mock';

  constructor(private readonly logger: Pick<Logger, 'event'>) {
    super();
  }

  protected async deliver({ to, subject, text, messageId }: OutgoingMail): Promise<SentMail> {
    // Not as `to`, which the log keeps to itself.
    const recipient = to.name ? `${to.name} <${to.email}>` : to.email;
    const mail = { because: 'EMAIL_PROVIDER is mock', messageId, recipient, subject, text };
    // Also where the log begins with warnings: who has no mailbox has no other way to the links.
    this.logger.event('mail.not_sent', mail, 'warn');
    return {};
  }
}
