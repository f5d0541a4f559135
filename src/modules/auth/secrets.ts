import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuthConfig } from '../../infra/config/config.js';

/**
 * Refresh tokens: 48 random bytes for the first of a session; each successor is derived from its predecessor with a
 * key, so that a client that lost the answer gets the same successor when it asks again, without it being stored.
 */
@Injectable()
export class RefreshSecrets {
  private readonly key: Buffer;

  constructor(config: AuthConfig) {
    this.key = Buffer.from(hkdfSync('sha256', config.signingKey.export(), '', 'lyceum refresh token succession', 32));
  }

  first(): string {
    return randomBytes(48).toString('base64url');
  }

  successorOf(token: string): string {
    return createHmac('sha384', this.key).update(token).digest('base64url');
  }
}
