import { Injectable } from '@nestjs/common';
import { hashSecret, isLinkSecret, newLinkSecret } from '../../../../infra/access/link-secret.js';
import { Sql } from '../../../../infra/database/sql.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { isId } from '../../../../kernel/ids.js';
import type { RosterScope } from '../protocol/scopes.js';

/** As the standard recommends. */
export const TOKEN_SECONDS = 3600;
/** Of one client at once; the oldest ends when it takes another. */
const MOST_TOKENS = 50;

/** A client that has shown a token. */
export interface AdmittedClient {
  readonly id: string;
  readonly organizationId: string;
  readonly scopes: readonly RosterScope[];
}

export interface IssuedToken {
  readonly token: string;
  readonly scopes: readonly RosterScope[];
}

/**
 * Tokens of clients. Each request looks its own up, so that nothing outlives the client by a second, and only hashes are
 * kept.
 */
@Injectable()
export class ClientTokens {
  constructor(
    private readonly sql: Sql,
    readonly transactions: Transactions,
  ) {}

  async find(token: string): Promise<AdmittedClient | null> {
    if (!isLinkSecret(token)) return null;
    const [client] = await this.sql.brief<AdmittedClient>(
      'oneroster_token_find',
      `SELECT c.id, c.organization_id AS "organizationId", t.scopes
       FROM oneroster_tokens t JOIN oneroster_clients c ON c.id = t.client_id
       WHERE t.hash = $1 AND t.expires_at > now()`,
      [hashSecret(token)],
    );
    return client ?? null;
  }

  /**
   * Keeps the row of the client locked until the token is there, so that another secret or the end of the client takes it
   * along.
   * @param asked scopes; all of the client when there are none
   * @returns null for a wrong secret; without scopes when the client has none of those that are asked for
   */
  @Transactional()
  async issue(clientId: string, secret: string, asked: readonly string[]): Promise<IssuedToken | null> {
    if (!isId(clientId)) return null;
    const [client] = await this.sql.query<{ scopes: RosterScope[] }>(
      'oneroster_client_use',
      `UPDATE oneroster_clients SET last_used_at = now() WHERE id = $1 AND secret_hash = $2 RETURNING scopes`,
      [clientId, hashSecret(secret)],
    );
    if (!client) return null;
    const scopes = client.scopes.filter((scope) => asked.length === 0 || asked.includes(scope));
    const token = newLinkSecret();
    if (scopes.length === 0) return { token, scopes };
    await this.sql.query(
      'oneroster_token_issue',
      `WITH ended AS (
         DELETE FROM oneroster_tokens WHERE client_id = $2 AND (expires_at <= now() OR hash IN (
           SELECT hash FROM oneroster_tokens WHERE client_id = $2 ORDER BY expires_at DESC OFFSET ${MOST_TOKENS - 1})))
       INSERT INTO oneroster_tokens (hash, client_id, scopes, expires_at)
       VALUES ($1, $2, $3, now() + make_interval(secs => ${TOKEN_SECONDS}))`,
      [hashSecret(token), clientId, scopes],
    );
    return { token, scopes };
  }
}
