import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { UserRecord } from '../../users/users.api.js';
import type { AuthTokensDto, SignedInUserDto } from '../sign-in/sign-in.dto.js';
import { AuthConfig } from '../auth.config.js';

export function toSignedInUser({ id, email, name, role, emailVerified, createdAt }: UserRecord): SignedInUserDto {
  return { id, email, name, role, emailVerified, createdAt };
}

@Injectable()
export class TokenIssuer {
  constructor(
    private readonly jwt: JwtService,
    private readonly config: AuthConfig,
  ) {}

  issue(user: UserRecord, sessionId: string, refreshToken: string): AuthTokensDto {
    const accessToken = this.jwt.sign(
      { sid: sessionId, ver: user.tokenVersion },
      { subject: user.id, expiresIn: this.config.accessTokenTtlSeconds },
    );
    return {
      user: toSignedInUser(user),
      accessToken,
      refreshToken,
      tokenType: 'Bearer',
      expiresIn: this.config.accessTokenTtlSeconds,
    };
  }
}
