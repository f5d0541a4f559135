import { Injectable } from '@nestjs/common';
import { IdempotentAnswers } from '../../infra/http/idempotent-answers.js';
import { MessagesUnderWay } from '../../infra/outbox/messages-under-way.js';
import { type Leaver, type Traces, UserDataHolder } from './users.api.js';
import { ERASE_PERSON } from './users.jobs.js';

/** What is kept of requests and messages that are done, which all features share. */
@Injectable()
export class MessageUserData extends UserDataHolder {
  readonly holds = {
    outbox_messages: ['payload', 'lane'],
    dead_letters: ['error'],
    idempotency_keys: ['principal', 'route', 'key', 'body'],
  };
  override readonly keepsCopies = true;

  constructor(
    private readonly messages: MessagesUnderWay,
    private readonly answers: IdempotentAnswers,
  ) {
    super();
  }

  async eraseUser({ id, email }: Leaver, { texts }: Traces): Promise<void> {
    await this.messages.forget(id, email, texts, [ERASE_PERSON.name]);
    await this.answers.forget(id, email, texts);
  }
}
