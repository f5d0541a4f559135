import { Injectable } from '@nestjs/common';
import { hashSecret, isLinkSecret } from '../../../../infra/access/link-secret.js';
import { Sql } from '../../../../infra/database/sql.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import type { Charges } from '../../../../infra/quotas/charges.guard.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { gives } from '../booking/booking.policy.js';
import { BookingsRepository } from '../booking/bookings.repository.js';
import { BOOKING_LINK } from '../bookings.limits.js';
import { HostLinks } from '../host/host-links.js';
import { type LinkHolder, ReplacedLinksApi } from '../replaced-links.api.js';
import { SEND_LINK } from './send-link.job.js';

interface Holding {
  readonly bookingId: string;
  /** The host; null for the booker. */
  readonly userId: string | null;
  /** Account or address that the mail goes to. */
  readonly recipient: string | null;
}

@Injectable()
export class ReplacedLinksService extends ReplacedLinksApi {
  constructor(
    private readonly sql: Sql,
    private readonly hostLinks: HostLinks,
    private readonly bookings: BookingsRepository,
    private readonly users: UsersApi,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {
    super();
  }

  async isReplaced(holder: LinkHolder, token: string): Promise<boolean> {
    return (await this.find(holder, token)) !== null;
  }

  @Transactional()
  async sendValid(holder: LinkHolder, token: string): Promise<void> {
    const found = await this.find(holder, token);
    if (!found) return;
    const { bookingId, userId } = found;
    await this.outbox.append(SEND_LINK, { bookingId, userId });
  }

  /** Apart from the quota of the booking's changes, so that nobody with a former link uses that up. */
  async chargesOf(holder: LinkHolder, token: string): Promise<Charges> {
    const found = await this.find(holder, token);
    if (!found) return { recipients: [] };
    const { bookingId, userId, recipient } = found;
    return {
      recipients: recipient === null ? [] : [recipient],
      shares: [{ quota: BOOKING_LINK, of: `sent ${bookingId} ${userId ?? ''}` }],
    };
  }

  private find(holder: LinkHolder, token: string): Promise<Holding | null> {
    if (!isLinkSecret(token)) return Promise.resolve(null);
    return holder === 'guest' ? this.ofBooker(token) : this.ofHost(token);
  }

  private async ofBooker(token: string): Promise<Holding | null> {
    const [row] = await this.sql.query<Holding>(
      'replaced_link_of_booker',
      `SELECT r.booking_id AS "bookingId", NULL AS "userId", coalesce(a.email::text, a.user_id::text) AS recipient
       FROM booking_replaced_links r JOIN bookings b ON b.id = r.booking_id
         LEFT JOIN booking_attendees a ON a.booking_id = b.id AND a.role = 'booker'
       WHERE r.hash = $1 AND r.user_id IS NULL AND b.ends_at > now()`,
      [hashSecret(token)],
    );
    return row ?? null;
  }

  /** Also for a link to a former address, which no newer one has replaced yet. */
  private async ofHost(token: string): Promise<Holding | null> {
    const link = (await this.replacedOfHost(token)) ?? (await this.hostLinks.find(token));
    if (!link) return null;
    const { bookingId, userId } = link;
    const booking = await this.bookings.find(bookingId);
    const host = await this.users.findById(userId);
    const isSentElsewhere = link.email === null || link.email.toLowerCase() !== host?.email.toLowerCase();
    return booking && gives(userId, booking) && host?.isActive && isSentElsewhere
      ? { bookingId, userId, recipient: userId }
      : null;
  }

  private async replacedOfHost(
    token: string,
  ): Promise<{ readonly bookingId: string; readonly userId: string; readonly email: null } | null> {
    const [row] = await this.sql.query<{ readonly bookingId: string; readonly userId: string }>(
      'replaced_link_of_host',
      `SELECT r.booking_id AS "bookingId", r.user_id AS "userId"
       FROM booking_replaced_links r JOIN bookings b ON b.id = r.booking_id
       WHERE r.hash = $1 AND r.user_id IS NOT NULL AND b.ends_at > now()`,
      [hashSecret(token)],
    );
    return row ? { ...row, email: null } : null;
  }
}
