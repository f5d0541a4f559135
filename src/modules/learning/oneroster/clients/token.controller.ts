import { Controller, Headers, HttpCode, Post, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../../../infra/access/access.decorator.js';
import { SecurityEvents } from '../../../../infra/telemetry/security-events.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { ROSTER_TOKEN } from '../oneroster.limits.js';
import { ClientTokens, TOKEN_SECONDS } from './client-tokens.js';
import { basicCredentials, scopesAsked } from './token-request.js';

type OAuthError = 'invalid_client' | 'invalid_scope' | 'unsupported_grant_type';

/** Where clients get their tokens: OAuth 2.0, client credentials (RFC 6749, section 4.4), in its own words of errors. */
@ApiExcludeController()
@Controller({ path: 'ims/oneroster/token', version: VERSION_NEUTRAL })
@Public()
export class TokenController {
  constructor(
    private readonly tokens: ClientTokens,
    private readonly security: SecurityEvents,
  ) {}

  @Post()
  @HttpCode(200)
  @RateLimit(ROSTER_TOKEN)
  async create(
    @Headers('authorization') authorization: string | undefined,
    @Req() { body, ip, routeOptions }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const fields = (body ?? {}) as Readonly<Record<string, unknown>>;
    reply.header('Cache-Control', 'no-store').header('Pragma', 'no-cache');
    const credentials = basicCredentials(authorization);
    if (!credentials) return refuse(reply, 'invalid_client', 'Send client id and secret by HTTP Basic authentication.');
    if (fields['grant_type'] !== 'client_credentials')
      return refuse(reply, 'unsupported_grant_type', 'grant_type is client_credentials.');
    const issued = await this.tokens.issue(credentials.id, credentials.secret, scopesAsked(fields['scope']));
    if (!issued) {
      this.security.record('oneroster_secret_refused', { address: ip, route: routeOptions.url });
      return refuse(reply, 'invalid_client', 'Client id and secret do not belong together.');
    }
    if (issued.scopes.length === 0) return refuse(reply, 'invalid_scope', 'The client has none of these scopes.');
    return {
      access_token: issued.token,
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      scope: issued.scopes.join(' '),
    };
  }
}

function refuse(reply: FastifyReply, error: OAuthError, description: string): object {
  if (error === 'invalid_client') reply.status(401).header('WWW-Authenticate', 'Basic realm="oneroster"');
  else reply.status(400);
  return { error, error_description: description };
}
