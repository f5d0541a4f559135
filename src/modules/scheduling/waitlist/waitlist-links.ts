import { Injectable } from '@nestjs/common';
import { hashSecret, newLinkSecret } from '../../../infra/access/link-secret.js';
import { AppConfig } from '../../../infra/config/config.js';
import { Sealer } from '../../../infra/sealing/sealer.js';

const SEALED_FOR = 'waitlist_entries.sealed_secret';

export interface SealedLink {
  readonly secretHash: string;
  readonly sealedSecret: string;
}

/** Secret links to show, accept and leave an entry without signing in. */
@Injectable()
export class WaitlistLinks {
  constructor(
    private readonly sealer: Sealer,
    private readonly config: AppConfig,
  ) {}

  make(): SealedLink {
    const secret = newLinkSecret();
    return { secretHash: hashSecret(secret), sealedSecret: this.sealer.seal(secret, SEALED_FOR) };
  }

  /** @returns null when the encryption key has changed since */
  urlOf({ sealedSecret }: SealedLink): string | null {
    const secret = this.sealer.open(sealedSecret, SEALED_FOR);
    return secret && `${this.config.publicUrl}/waitlist/${secret}`;
  }
}
