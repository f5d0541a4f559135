import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Sql } from '../../../../infra/database/sql.js';
import { OneTimeToken, type OneTimePurpose } from './one-time-token.entity.js';

/** How many links for one purpose work at a time for one address. */
export interface LinkBounds {
  readonly most: number;
  /** Of these, when the account that asks has none: others keep no account from its address. */
  readonly mostWithFirst: number;
}

export interface Link {
  readonly userId: string;
  /** The address that it was sent to. */
  readonly email: string;
}

/** The links that were mailed to people about their accounts. One clock says how long they work: the database's. */
@Injectable()
export class LinksRepository {
  constructor(
    @InjectRepository(OneTimeToken) private readonly links: Repository<OneTimeToken>,
    private readonly sql: Sql,
  ) {}

  /**
   * Those that were sent before go on working until one is used or the credentials change: otherwise anybody who asks
   * for a link could void the one that its owner is about to open.
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
   * For a link that somebody else may have asked for. While as many as that work, whoever reads the mailbox needs no
   * other one, unless all of them are for other accounts; and who wants to fill it gets no further.
   * @returns whether it was added
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
   * Only while the address is kept for the account: after it was taken back there is nothing to come back to. The caller
   * holds the lock of the credentials, so that this and taking back wait for each other.
   * @returns whether it was added
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

  /** Uses the link up, if it is this account's: of two that come at once, one gets it. */
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
   * The credentials changed: nothing that was sent before opens the account any more, except what takes it back. A thief
   * who could end that by changing the password once more would keep the account.
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
   * The account came back to an address that it had: of whatever was done since, nothing is left to take it back from.
   * What leads to addresses of before stays, or a thief who moved the account twice could end the owner's link with their
   * own. An address is as old as the first link that works for it, because mailed ones are made a moment later.
   * @returns the hashes of the links that worked until now
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

  /** Until the transaction ends nobody else takes or leaves this address. */
  async lockAddress(email: string): Promise<void> {
    await this.sql.query('address_lock', `SELECT pg_advisory_xact_lock(hashtextextended('address ' || lower($1), 0))`, [
      email,
    ]);
  }

  /** Whether another account may still come back to this address, which nobody else gets meanwhile. */
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
