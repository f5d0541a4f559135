import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { CodedError } from '../../../../kernel/coded-error.js';
import { TOKEN_INVALID, TOKEN_MISSING } from '../../../../infra/access/access.errors.js';
import { SecurityEvents } from '../../../../infra/telemetry/security-events.js';
import { type AdmittedClient, ClientTokens } from '../clients/client-tokens.js';
import type { RawQuery } from './list-query.js';
import type { RecordsAsked } from './roster-records.js';
import { NEEDED_SCOPES, type RosterScope } from './scopes.js';
import { scopeMissing } from './status-info.js';

type RequestOfClient = FastifyRequest & { rosterClient?: AdmittedClient };

/** Programs of an organization, by the token that they got for their secret. */
@Injectable()
export class ClientGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: ClientTokens,
    private readonly security: SecurityEvents,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<RequestOfClient>();
    const [scheme, token] = (request.headers.authorization ?? '').split(' ', 2);
    if (scheme?.toLowerCase() !== 'bearer' || !token) throw new CodedError(TOKEN_MISSING);
    const client = await this.tokens.find(token);
    if (!client) {
      this.security.record(TOKEN_INVALID.code, { address: request.ip, route: request.routeOptions.url });
      throw new CodedError(TOKEN_INVALID, { detail: 'The token has ended, or was never issued. Ask for another one.' });
    }
    const needed = this.reflector.getAllAndOverride<readonly RosterScope[]>(NEEDED_SCOPES, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!needed.some((scope) => client.scopes.includes(scope))) throw scopeMissing(needed);
    request.rosterClient = client;
    return true;
  }
}

/** What the request asks for, in which organization. */
export const Asked = createParamDecorator((_data: unknown, context: ExecutionContext): RecordsAsked => {
  const { rosterClient, query, url } = context.switchToHttp().getRequest<RequestOfClient>();
  if (!rosterClient) throw new Error('The route has no ClientGuard.');
  return { organizationId: rosterClient.organizationId, query: query as RawQuery, address: url };
});
