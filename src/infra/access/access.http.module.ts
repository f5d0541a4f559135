import { type DynamicModule, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { RateLimitGuard } from '../http/rate-limit.guard.js';
import { RateLimits } from '../http/rate-limits.js';
import { describeProblem } from '../http/problem-responses.js';
import { INSUFFICIENT_SCOPE } from './access.errors.js';
import { ActorSource } from './access-token.js';
import { AccessGuard } from './access.guard.js';
import { InsufficientScopeMembersDto } from './insufficient-scope.dto.js';
import { GuestPasses } from './guest-passes.js';
import { JwtStrategy } from './jwt.strategy.js';
import { TokenVerifier } from './token-verifier.js';
import { VerifiedTokens } from './verified-tokens.js';

describeProblem(INSUFFICIENT_SCOPE, InsufficientScopeMembersDto);

@Module({})
export class AccessModule {
  /** @param source the module's exported implementation of ActorSource */
  static forRoot(imports: NonNullable<ModuleMetadata['imports']>, source: Type<ActorSource>): DynamicModule {
    return {
      module: AccessModule,
      global: true,
      imports,
      providers: [
        { provide: ActorSource, useExisting: source },
        JwtStrategy,
        VerifiedTokens,
        TokenVerifier,
        GuestPasses,
        RateLimits,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: RateLimitGuard },
      ],
      exports: [ActorSource, RateLimits, TokenVerifier, GuestPasses],
    };
  }
}
