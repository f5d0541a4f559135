import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../../infra/sealing/sealer.js';
import { newWebhookSecret } from '../sending/webhook-signature.js';

const PURPOSE = 'webhooks.secret';

export interface NewSecret {
  /** Plain text, shown to the owner once. */
  readonly secret: string;
  /** Encrypted, for the database. */
  readonly sealed: string;
}

/** Signing secrets, encrypted at rest. */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly sealer: Sealer) {}

  make(): NewSecret {
    const secret = newWebhookSecret();
    return { secret, sealed: this.sealer.seal(secret, PURPOSE) };
  }

  /** @returns null when the encryption key has changed since */
  open(sealed: string): string | null {
    return this.sealer.open(sealed, PURPOSE);
  }
}
