import { Injectable } from '@nestjs/common';
import { hashSecret, isLinkSecret, newLinkSecret } from '../../../../infra/access/link-secret.js';
import { AppConfig } from '../../../../infra/config/config.js';
import { gatherable } from '../../../../infra/database/gathering.js';
import { Sql } from '../../../../infra/database/sql.js';
import { Sealer } from '../../../../infra/sealing/sealer.js';

const SEALED_FOR = 'booking_host_links.secret';

/** Host and booking of a link. */
export interface HostLinkTarget {
  readonly bookingId: string;
  readonly userId: string;
  /** Address that it is sent to. */
  readonly email: string;
}

interface LinkRow extends Pick<HostLinkTarget, 'bookingId' | 'userId'> {
  readonly sealedSecret: string;
}

/** Links of hosts. The worker generates them, so that only e-mails contain one. */
@Injectable()
export class HostLinks {
  constructor(
    private readonly sql: Sql,
    private readonly sealer: Sealer,
    private readonly config: AppConfig,
  ) {}

  /**
   * URL of the person's link, created on demand, and rotated when the address changes; the former one is then known as
   * replaced.
   * @returns null when the stored secret cannot be decrypted any more
   */
  readonly urlFor = gatherable<HostLinkTarget, string | null>({
    one: async (target) => (await this.ensure([target]))(target),
    many: async (targets) => targets.map(await this.ensure(targets)),
  });

  /** @returns null for unknown links and bookings that are over; the caller checks host and address */
  async find(secret: string): Promise<HostLinkTarget | null> {
    if (!isLinkSecret(secret)) return null;
    const [link] = await this.sql.query<HostLinkTarget>(
      'host_link_find',
      `SELECT l.booking_id AS "bookingId", l.user_id AS "userId", l.email
       FROM booking_host_links l JOIN bookings b ON b.id = l.booking_id
       WHERE l.hash = $1 AND b.ends_at > now()`,
      [hashSecret(secret)],
    );
    return link ?? null;
  }

  async forget(userId: string): Promise<void> {
    await this.sql.query('host_links_forget', 'DELETE FROM booking_host_links WHERE user_id = $1', [userId]);
    await this.sql.query('host_links_forget_replaced', 'DELETE FROM booking_replaced_links WHERE user_id = $1', [
      userId,
    ]);
  }

  /** Upsert, ordered against deadlocks; of concurrent ones the first link is returned to both. */
  private async ensure(targets: readonly HostLinkTarget[]): Promise<(target: HostLinkTarget) => string | null> {
    const wanted = [...new Map(targets.map((target) => [keyOf(target), target]))]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, target]) => ({ ...target, secret: newLinkSecret() }));
    const rows = await this.sql.query<LinkRow>(
      'host_links_ensure',
      `WITH wanted AS (
         SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::citext[], $4::text[], $5::text[])
           AS w (booking_id, user_id, email, hash, sealed_secret)
       ), replaced AS (
         INSERT INTO booking_replaced_links (hash, booking_id, user_id)
         SELECT l.hash, l.booking_id, l.user_id FROM booking_host_links l JOIN wanted w USING (booking_id, user_id)
         WHERE l.email <> w.email
         ON CONFLICT (hash) DO NOTHING
       )
       INSERT INTO booking_host_links AS l (booking_id, user_id, email, hash, sealed_secret)
       SELECT * FROM wanted
       ON CONFLICT (booking_id, user_id) DO UPDATE SET email = excluded.email,
         hash = CASE WHEN l.email = excluded.email THEN l.hash ELSE excluded.hash END,
         sealed_secret = CASE WHEN l.email = excluded.email THEN l.sealed_secret ELSE excluded.sealed_secret END
       RETURNING booking_id AS "bookingId", user_id AS "userId", sealed_secret AS "sealedSecret"`,
      [
        wanted.map(({ bookingId }) => bookingId),
        wanted.map(({ userId }) => userId),
        wanted.map(({ email }) => email),
        wanted.map(({ secret }) => hashSecret(secret)),
        wanted.map(({ secret }) => this.sealer.seal(secret, SEALED_FOR)),
      ],
    );
    const sealed = new Map(rows.map((row) => [keyOf(row), row.sealedSecret]));
    return (target) => {
      const secret = this.sealer.open(sealed.get(keyOf(target)) ?? '', SEALED_FOR);
      return secret === null ? null : `${this.config.publicUrl}/hosted/${secret}`;
    };
  }
}

const keyOf = ({ bookingId, userId }: Pick<HostLinkTarget, 'bookingId' | 'userId'>) => `${bookingId} ${userId}`;
