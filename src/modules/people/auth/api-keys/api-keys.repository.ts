import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import type { Page, PageQuery } from '../../../../kernel/page.js';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import { isActiveUser } from '../../users/users.api.js';
import { ApiKey } from './api-key.entity.js';

export interface FoundKey extends Pick<ApiKey, 'id' | 'userId' | 'madeBy' | 'scopes' | 'requestsPerMinute'> {
  /** Until it expires; negative once it has. */
  readonly secondsLeft: number;
  /** Not revoked, and both its owner and its creator are active. */
  readonly isInForce: boolean;
}

/** SQL: both the owner and the creator of a key, who knows its secret, are active. */
const ARE_ACTIVE = `${isActiveUser('api_keys.user_id')} AND ${isActiveUser('api_keys.made_by')}`;

export type NewKey = Pick<
  ApiKey,
  'userId' | 'madeBy' | 'name' | 'hash' | 'lastFour' | 'scopes' | 'requestsPerMinute'
> & {
  readonly livesSeconds: number;
};

/** A use of a key. */
export interface KeyUse {
  readonly keyId: string;
  readonly at: Date;
  readonly network: string;
}

/** API keys. They expire by the database's clock. */
@Injectable()
export class ApiKeysRepository {
  constructor(
    @InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>,
    private readonly sql: Sql,
  ) {}

  async findByHash(hash: string): Promise<FoundKey | null> {
    const [key] = await this.sql.query<FoundKey>(
      'api_key_find',
      `SELECT id, user_id AS "userId", made_by AS "madeBy", scopes, requests_per_minute AS "requestsPerMinute",
         extract(epoch FROM expires_at - clock_timestamp())::float8 AS "secondsLeft",
         revoked_at IS NULL AND ${ARE_ACTIVE} AS "isInForce"
       FROM api_keys WHERE hash = $1`,
      [hash],
    );
    return key ?? null;
  }

  /** The valid ones of these keys, with their scopes; in one query. */
  async findLive(ids: readonly string[]): Promise<Map<string, FoundKey>> {
    if (ids.length === 0) return new Map();
    const keys = await this.sql.query<FoundKey>(
      'api_keys_live',
      `SELECT id, user_id AS "userId", made_by AS "madeBy", scopes, requests_per_minute AS "requestsPerMinute",
         extract(epoch FROM expires_at - clock_timestamp())::float8 AS "secondsLeft", true AS "isInForce"
       FROM api_keys
       WHERE id = ANY ($1::uuid[]) AND revoked_at IS NULL AND expires_at > clock_timestamp() AND ${ARE_ACTIVE}`,
      [ids],
    );
    return new Map(keys.map((key) => [key.id, key]));
  }

  /**
   * Shared row lock on a valid key: a revocation waits until the transaction ends.
   * @returns whether somebody else created it, as for service accounts; null when it is not valid
   */
  async holdLive(userId: string, id: string): Promise<{ readonly isForAnother: boolean } | null> {
    const [live] = await this.sql.query<{ isForAnother: boolean }>(
      'api_key_hold',
      `SELECT user_id IS DISTINCT FROM made_by AS "isForAnother" FROM api_keys
       WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL AND expires_at > clock_timestamp() FOR SHARE`,
      [id, userId],
    );
    return live ?? null;
  }

  /** Advisory lock per owner: serializes creation. @returns how many valid keys there are */
  async lockOwner(userId: string): Promise<number> {
    await this.sql.query('api_key_owner_lock', 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `api-keys:${userId}`,
    ]);
    const [row] = await this.sql.query<{ count: number }>(
      'api_key_count',
      `SELECT count(*)::int AS count FROM api_keys
       WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > clock_timestamp()`,
      [userId],
    );
    return row?.count ?? 0;
  }

  async insert({ livesSeconds, ...key }: NewKey): Promise<ApiKey> {
    const { userId, madeBy, name, hash, lastFour, scopes, requestsPerMinute } = key;
    const [row] = await this.sql.query<{ id: string }>(
      'api_key_insert',
      `INSERT INTO api_keys (user_id, made_by, name, hash, last_four, scopes, requests_per_minute, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8::float8)) RETURNING id`,
      [userId, madeBy, name, hash, lastFour, scopes, requestsPerMinute, livesSeconds],
    );
    return this.keys.findOneByOrFail({ id: row?.id });
  }

  /** The person's keys that were not revoked, including expired ones. */
  list(userId: string, query: PageQuery): Promise<Page<ApiKey>> {
    return paginate(this.keys.createQueryBuilder('key').where({ userId, revokedAt: IsNull() }), query, '-createdAt');
  }

  find(id: string): Promise<ApiKey | null> {
    return this.keys.findOneBy({ id, revokedAt: IsNull() });
  }

  /** Also a revoked one, for messages about it. */
  findAny(id: string): Promise<ApiKey | null> {
    return this.keys.findOneBy({ id });
  }

  /** Row lock that serializes changes of a key. */
  lock(id: string): Promise<ApiKey | null> {
    return this.keys.findOne({ where: { id, revokedAt: IsNull() }, lock: { mode: 'for_no_key_update' } });
  }

  async rename(id: string, name: string): Promise<void> {
    await this.keys.update({ id }, { name });
  }

  /** Shortens the lifetime, never extends it. */
  async endWithin(id: string, seconds: number): Promise<void> {
    await this.sql.query(
      'api_key_end_within',
      `UPDATE api_keys SET version = version + 1,
         expires_at = least(expires_at, clock_timestamp() + make_interval(secs => $2::float8)) WHERE id = $1`,
      [id, seconds],
    );
  }

  /** @returns whether it was not revoked before */
  async revoke(id: string): Promise<boolean> {
    const revoked = await this.sql.query(
      'api_key_revoke',
      'UPDATE api_keys SET revoked_at = now(), version = version + 1 WHERE id = $1 AND revoked_at IS NULL RETURNING 1',
      [id],
    );
    return revoked.length > 0;
  }

  /** Revokes the person's own keys, and those that they created for others. @returns the ids of those revoked now */
  async revokeAllKnownTo(userId: string): Promise<string[]> {
    const revoked = await this.sql.query<{ id: string }>(
      'api_keys_revoke_known',
      `UPDATE api_keys SET revoked_at = now(), version = version + 1
       WHERE (user_id = $1 OR made_by = $1) AND revoked_at IS NULL RETURNING id`,
      [userId],
    );
    return revoked.map(({ id }) => id);
  }

  /** @returns the ids of those that were not revoked before */
  async revokeMadeBy(madeBy: string, userIds: readonly string[]): Promise<string[]> {
    const revoked = await this.sql.query<{ id: string }>(
      'api_keys_revoke_made_by',
      `UPDATE api_keys SET revoked_at = now(), version = version + 1
       WHERE made_by = $1 AND user_id = ANY ($2::uuid[]) AND revoked_at IS NULL RETURNING id`,
      [madeBy, userIds],
    );
    return revoked.map(({ id }) => id);
  }

  /** In one statement; of concurrent writes for one key the later use wins. */
  async recordUses(uses: readonly KeyUse[]): Promise<void> {
    await this.sql.query(
      'api_keys_used',
      `UPDATE api_keys SET last_used_at = used.at, last_used_network = used.network
       FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]) AS used (id, at, network)
       WHERE api_keys.id = used.id AND (last_used_at IS NULL OR last_used_at < used.at)`,
      [uses.map(({ keyId }) => keyId), uses.map(({ at }) => at), uses.map(({ network }) => network)],
    );
  }

  /** Marks keys as warned, so that each is returned once. @returns those that expire within so many days */
  takeExpiring(days: number, limit: number): Promise<Array<Pick<ApiKey, 'id' | 'userId' | 'madeBy'>>> {
    return this.sql.query(
      'api_keys_take_expiring',
      `UPDATE api_keys SET warned_at = now() WHERE id IN (
         SELECT id FROM api_keys
         WHERE warned_at IS NULL AND revoked_at IS NULL AND expires_at > now() AND expires_at < now() + $1 * interval '1 day'
         ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING id, user_id AS "userId", made_by AS "madeBy"`,
      [days, limit],
    );
  }

  async forget(userId: string): Promise<void> {
    await this.keys.delete({ userId });
    await this.keys.update({ madeBy: userId }, { madeBy: null });
  }

  /** Deletes revoked and expired keys after a month, during which clients get the reason of the refusal. */
  async removeEnded(): Promise<void> {
    await this.sql.query(
      'api_keys_clean',
      `DELETE FROM api_keys WHERE least(revoked_at, expires_at) < now() - interval '30 days'`,
    );
  }
}
