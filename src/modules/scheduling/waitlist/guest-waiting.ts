import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Idempotency } from '../../../infra/idempotency/idempotency.js';
import type { Language } from '../../../kernel/language.js';
import type { WaitlistEntryDto } from './dto/waitlist-entry.dto.js';
import { type GuestWish, type SentWish, WaitlistApi } from './waitlist.api.js';
import { WaitlistJoiningService } from './waitlist-joining.service.js';

@Injectable()
export class GuestWaiting extends WaitlistApi {
  constructor(
    private readonly joining: WaitlistJoiningService,
    private readonly idempotency: Idempotency,
  ) {
    super();
  }

  async join(wish: GuestWish, language: Language, { key, address }: SentWish): Promise<string | null> {
    const fingerprint = createHash('sha256').update(JSON.stringify(wish)).digest('hex');
    const { body } = await this.idempotency.once<WaitlistEntryDto>(
      // What was changed before it is sent again is another form.
      { scope: [`address:${address}`, 'waiting', `${key} ${fingerprint}`], fingerprint, sealed: true, waits: true },
      async () => ({ status: 201, body: await this.joining.join(undefined, wish, language) }),
    );
    return body.url;
  }
}
