import { Injectable } from '@nestjs/common';
import { IdempotentAnswers } from '../../../infra/idempotency/idempotent-answers.js';
import { MessageTexts } from '../../../infra/outbox/message-texts.js';
import { type Leaver, type Traces, UserDataHolder } from './users.api.js';

/** Personal data in what all features share: outbox messages, dead letters and answers kept for idempotency keys. */
@Injectable()
export class MessageUserData extends UserDataHolder {
  readonly holds = {
    outbox_messages: ['payload', 'lane', 'about'],
    dead_letters: ['error'],
    idempotency_keys: ['principal', 'route', 'key', 'body'],
  };
  override readonly keepsCopies = true;

  constructor(
    private readonly messages: MessageTexts,
    private readonly answers: IdempotentAnswers,
  ) {
    super();
  }

  async eraseUser({ id, email }: Leaver, { own, shared, texts }: Traces): Promise<void> {
    const ids = [...own, ...shared];
    await this.messages.forget({ personId: id, email, ids: new Set(ids), texts });
    await this.answers.forget({ userId: id, email }, ids, texts);
  }
}
