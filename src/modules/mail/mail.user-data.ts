import { Injectable } from '@nestjs/common';
import { type Leaver, type Traces, UserDataHolder } from '../users/users.api.js';
import { EmailDeliveries } from './email-deliveries.repository.js';

/** Forgets every mail to a person, and in those to others what was written about the person. */
@Injectable()
export class MailUserData extends UserDataHolder {
  readonly holds = {
    email_deliveries: [
      'userId',
      'senderId',
      'recipient',
      'recipientName',
      'timeZone',
      'subject',
      'data',
      'calendar',
      'lastError',
    ],
  };
  override readonly keepsCopies = true;

  constructor(private readonly deliveries: EmailDeliveries) {
    super();
  }

  override isTelling({ since, id }: Leaver, { own }: Traces): Promise<boolean> {
    return this.deliveries.areUnderWay(own, since, id);
  }

  async eraseUser({ id, provedEmail }: Leaver, { own, texts }: Traces): Promise<void> {
    await this.deliveries.eraseRecipient(id, provedEmail);
    await this.deliveries.eraseMentions(own, texts);
  }
}
