import { Injectable } from '@nestjs/common';
import { type Leaver, type Traces, UserDataHolder } from '../../people/users/users.api.js';
import { EmailOptOuts } from './subscriptions/email-opt-outs.repository.js';
import { MailTraces } from './mail-traces.repository.js';

/** Erases the mails to a person, and the person from mails to others. */
@Injectable()
export class MailUserData extends UserDataHolder {
  readonly holds = {
    email_deliveries: [
      'userId',
      'senderId',
      'recipient',
      'recipientName',
      'timeZone',
      'language',
      'subject',
      'data',
      'calendar',
      'lastError',
    ],
    email_opt_outs: ['userId', 'template'],
  };
  override readonly keepsCopies = true;

  constructor(
    private readonly traces: MailTraces,
    private readonly optOuts: EmailOptOuts,
  ) {
    super();
  }

  override isTelling(leaver: Leaver, traces: Traces): Promise<boolean> {
    return this.traces.areUnderWay(leaver, traces);
  }

  async eraseUser(leaver: Leaver, traces: Traces): Promise<void> {
    await this.traces.eraseRecipient(leaver);
    await this.traces.eraseMentions(leaver, traces);
    await this.optOuts.removeAllBut(leaver.id, []);
  }
}
