import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../../infra/sealing/sealer.js';
import { newWebhookSecret } from '../sending/webhook-signature.js';

const PURPOSE = 'webhooks.secret';

export interface NewSecret {
  /** For its owner, once. */
  readonly secret: string;
  /** For the database. */
  readonly sealed: string;
}

/** Secrets are needed to sign, so they are stored, but sealed. */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly sealer: Sealer) {}

  make(): NewSecret {
    const secret = newWebhookSecret();
    return { secret, sealed: this.sealer.seal(secret, PURPOSE) };
  }

  /** @returns null when the installation's key is another one by now */
  open(sealed: string): string | null {
    return this.sealer.open(sealed, PURPOSE);
  }
}
