import { Logger } from '@nestjs/common';
import { MailTransport, type SentMail } from './mail-transport.js';
import type { OutgoingMail } from './outgoing-mail.js';

/** Sends nothing and keeps nothing: for development without a mailbox. Refused in production by the configuration. */
export class MockTransport extends MailTransport {
  readonly provider = 'mock';
  private readonly logger = new Logger(MockTransport.name);

  protected async deliver({ messageId }: OutgoingMail): Promise<SentMail> {
    this.logger.log(`Not sent, because EMAIL_PROVIDER is mock: ${messageId}`);
    return {};
  }
}
