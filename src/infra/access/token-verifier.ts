import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { CodedError } from '../../kernel/coded-error.js';
import { TokenConfig } from '../config/config.js';
import { TOKEN_EXPIRED, TOKEN_INVALID } from './access.errors.js';
import type { VerifiedToken } from './access-token.js';

/** Verifies access tokens outside of HTTP requests, as `JwtStrategy` does in them. */
@Injectable()
export class TokenVerifier {
  private readonly jwt = new JwtService({});

  constructor(private readonly config: TokenConfig) {}

  /**
   * Signature, issuer, audience and expiry; whether the login session is alive is for `ActorSource`.
   * @throws CodedError token_expired, token_invalid
   */
  async verify(token: string): Promise<VerifiedToken> {
    const { signingKey, issuer, audience } = this.config;
    try {
      // The package passes the key on; its types do not know KeyObject yet.
      const secret = signingKey as unknown as Buffer;
      return await this.jwt.verifyAsync<VerifiedToken>(token, { secret, algorithms: ['HS256'], issuer, audience });
    } catch (error) {
      throw new CodedError((error as Error).name === 'TokenExpiredError' ? TOKEN_EXPIRED : TOKEN_INVALID);
    }
  }
}
