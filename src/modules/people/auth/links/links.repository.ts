import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Sql } from '../../../../infra/database/sql.js';
import { OneTimeToken, type OneTimePurpose } from './one-time-token.entity.js';

/** Bounds of valid links per address and purpose. */
export interface LinkBounds {
  readonly most: number;
  /** Bound for an account without a link of its own, so that other accounts cannot block it. */
  readonly mostWithFirst: number;
}

export interface Link {
  readonly userId: string;
  /** The address that the link was mailed to. */
  readonly email: string;
}

/** Mailed links. They expire by the database's clock. */
@Injectable()
export class LinksRepository {
  constructor(
    @InjectRepository(OneTimeToken) private readonly links: Repository<OneTimeToken>,
    private readonly sql: Sql,
  ) {}

  /**
   * Adds a link. Earlier ones stay valid until one is used or the credentials change: otherwise anybody who requests a
   * link could void the one that the owner is about to open.
   */
  async add(link: Pick<OneTimeToken, 'hash' | 'userId' | 'purpose' | 'email'>, minutes: number): Promise<void> {
    await this.sql.query(
      'link_add',
      `INSERT INTO one_time_tokens (hash, user_id, purpose, email, created_at, expires_at)
       VALUES ($1, $2, $3, $4, clock_timestamp(), clock_timestamp() + make_interval(mins => $5))`,
      [link.hash, link.userId, link.purpose, link.email, minutes],
    );
  }

  /**
   * Adds a link that somebody else may have requested, within the bounds of valid links per address.
   * @returns false when they are reached
   */
  async addBounded(
    link: Pick<OneTimeToken, 'hash' | 'userId' | 'purpose' | 'email'>,
    minutes: number,
    { most, mostWithFirst }: LinkBounds,
  ): Promise<boolean> {
    await this.lockAddress(link.email);
    const added = await this.sql.query(
      'link_add_bounded',
      `INSERT INTO one_time_tokens (hash, user_id, purpose, email, created_at, expires_at)
       SELECT $1, $2, $3, $4, clock_timestamp(), clock_timestamp() + make_interval(mins => $5)
       FROM (SELECT count(*) AS total, count(*) FILTER (WHERE user_id = $2::uuid) AS own FROM one_time_tokens
             WHERE email = $4::citext AND purpose = $3::varchar AND used_at IS NULL
               AND expires_at > clock_timestamp()) AS working
       WHERE total < CASE own WHEN 0 THEN $7::int ELSE $6::int END
       RETURNING 1`,
      [link.hash, link.userId, link.purpose, link.email, minutes, most, mostWithFirst],
    );
    return added.length > 0;
  }

  /**
   * Adds a link while the address is reserved for the account, that is, until the change was reverted. The caller holds
   * the lock of the credentials, which serializes this with reverting.
   * @returns false when it was reverted
   */
  async addReversal(link: Pick<OneTimeToken, 'hash' | 'userId' | 'email'>, minutes: number): Promise<boolean> {
    const added = await this.sql.query(
      'link_add_reversal',
      `INSERT INTO one_time_tokens (hash, user_id, purpose, email, created_at, expires_at)
       SELECT $1, user_id, purpose, email, clock_timestamp(), clock_timestamp() + make_interval(mins => $4)
       FROM one_time_tokens WHERE user_id = $2 AND email = $3::citext AND purpose = 'revert_email' AND used_at IS NULL
         AND expires_at > clock_timestamp() LIMIT 1
       RETURNING 1`,
      [link.hash, link.userId, link.email, minutes],
    );
    return added.length > 0;
  }

  async find(hash: string, purposes: readonly OneTimePurpose[]): Promise<Link | undefined> {
    const [link] = await this.sql.query<Link>(
      'link_find',
      `SELECT user_id AS "userId", email FROM one_time_tokens
       WHERE hash = $1 AND purpose = ANY ($2::text[]) AND used_at IS NULL AND expires_at > clock_timestamp()`,
      [hash, purposes],
    );
    return link;
  }

  /** Consumes a link of this account: the conditional update lets one of concurrent uses succeed. */
  async use(hash: string, purposes: readonly OneTimePurpose[], userId: string): Promise<Link | undefined> {
    const [used] = await this.sql.query<Link>(
      'link_use',
      `UPDATE one_time_tokens SET used_at = clock_timestamp()
       WHERE hash = $1 AND purpose = ANY ($2::text[]) AND user_id = $3 AND used_at IS NULL AND expires_at > clock_timestamp()
       RETURNING user_id AS "userId", email`,
      [hash, purposes, userId],
    );
    return used;
  }

  /**
   * Voids all links after a change of credentials, except those that revert a change of address: otherwise a thief
   * could keep the account by changing the password once more.
   */
  async endAll(userId: string): Promise<void> {
    await this.sql.query(
      'links_end',
      `UPDATE one_time_tokens SET used_at = clock_timestamp()
       WHERE user_id = $1 AND used_at IS NULL AND purpose <> 'revert_email'`,
      [userId],
    );
  }

  /**
   * Voids the links that revert changes since the account had this address, when it is back at it. Links to earlier
   * addresses stay valid: otherwise a thief who changed the address twice could void the owner's link with their own.
   * The age of an address is that of its first valid link, because mailed ones are generated later.
   * @returns hashes of the voided links
   */
  async endReversalsSince(userId: string, email: string): Promise<string[]> {
    const ended = await this.sql.query<{ hash: string }>(
      'links_end_reversals',
      `WITH working AS MATERIALIZED (
         SELECT hash, email, min(created_at) OVER (PARTITION BY email) AS since FROM one_time_tokens
         WHERE user_id = $1 AND purpose = 'revert_email' AND used_at IS NULL AND expires_at > clock_timestamp())
       UPDATE one_time_tokens AS link SET used_at = clock_timestamp() FROM working
       WHERE link.hash = working.hash AND link.used_at IS NULL
         AND since >= (SELECT min(since) FROM working WHERE email = $2::citext)
       RETURNING link.hash`,
      [userId, email],
    );
    return ended.map(({ hash }) => hash);
  }

  /** Advisory lock on an address until the transaction ends. */
  async lockAddress(email: string): Promise<void> {
    await this.sql.query('address_lock', `SELECT pg_advisory_xact_lock(hashtextextended('address ' || lower($1), 0))`, [
      email,
    ]);
  }

  /** Whether the address is reserved for another account, which may still revert to it. */
  async isKeptForAnother(email: string, userId: string | null): Promise<boolean> {
    const kept = await this.sql.query(
      'address_kept',
      `SELECT 1 FROM one_time_tokens WHERE purpose = 'revert_email' AND email = $1::citext AND user_id IS DISTINCT FROM $2
         AND used_at IS NULL AND expires_at > clock_timestamp() LIMIT 1`,
      [email, userId],
    );
    return kept.length > 0;
  }

  async forget(userId: string): Promise<void> {
    await this.links.delete({ userId });
  }

  async removeExpired(): Promise<void> {
    await this.sql.query(
      'links_clean',
      `DELETE FROM one_time_tokens WHERE expires_at <= clock_timestamp() - interval '1 day'`,
    );
  }
}
