import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { TokenConfig } from '../config/config.js';
import { ActorSource, type VerifiedToken } from './access-token.js';
import type { RequestWithActor } from './access.decorator.js';
import type { Actor } from './actor.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Verifies signature, issuer, audience and expiry, then checks that the login session is alive. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(
    config: TokenConfig,
    private readonly actors: ActorSource,
    private readonly tokens: VerifiedTokens,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      // passport-jwt passes the key on; its types do not know KeyObject yet.
      secretOrKey: config.signingKey as unknown as Buffer,
      algorithms: ['HS256'],
      issuer: config.issuer,
      audience: config.audience,
      passReqToCallback: true,
    });
  }

  async validate(request: RequestWithActor, token: VerifiedToken): Promise<Actor | false> {
    request.pass = token;
    this.tokens.remember(request.headers.authorization, token);
    return (await this.actors.actorOf(token)) ?? false;
  }
}
