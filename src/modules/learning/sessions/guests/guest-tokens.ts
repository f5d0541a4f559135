import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { TOKEN_EXPIRED, TOKEN_INVALID } from '../../../../infra/access/access.errors.js';
import { GUEST_TOKEN_PREFIX } from '../../../../infra/access/guest-passes.js';
import { TokenConfig } from '../../../../infra/config/config.js';
import { SECOND } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';

/** A token for one guest and one room; `exp` in seconds since 1970. */
export interface GuestPass {
  readonly sub: string;
  readonly room: string;
  readonly exp: number;
}

/** Tokens of guests: signed as access tokens are, for an audience of their own, so that neither passes as the other. */
@Injectable()
export class GuestTokens {
  private readonly jwt = new JwtService({});

  constructor(private readonly config: TokenConfig) {}

  issue(guestId: string, roomId: string, expiresAt: Date): string {
    const claims = { room: roomId, exp: Math.floor(expiresAt.getTime() / SECOND) };
    return GUEST_TOKEN_PREFIX + this.jwt.sign(claims, { ...this.ours(), subject: guestId, algorithm: 'HS256' });
  }

  /** @throws CodedError token_expired, token_invalid */
  async verify(token: string): Promise<GuestPass> {
    if (!token.startsWith(GUEST_TOKEN_PREFIX)) throw new CodedError(TOKEN_INVALID);
    try {
      const options = { ...this.ours(), algorithms: ['HS256' as const] };
      return await this.jwt.verifyAsync<GuestPass>(token.slice(GUEST_TOKEN_PREFIX.length), options);
    } catch (error) {
      throw new CodedError((error as Error).name === 'TokenExpiredError' ? TOKEN_EXPIRED : TOKEN_INVALID);
    }
  }

  private ours() {
    const { signingKey, issuer, audience } = this.config;
    // The package passes the key on; its types do not know KeyObject yet.
    return { secret: signingKey as unknown as Buffer, issuer, audience: `${audience} rooms guests` };
  }
}
