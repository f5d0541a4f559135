import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Raw, Repository } from 'typeorm';
import { hashSecret, isLinkSecret, newLinkSecret } from '../../../../infra/access/link-secret.js';
import { AppConfig } from '../../../../infra/config/config.js';
import { gatherable } from '../../../../infra/database/gathering.js';
import { Sql } from '../../../../infra/database/sql.js';
import { Sealer } from '../../../../infra/sealing/sealer.js';
import { DAY } from '../../../../kernel/clock.js';
import type { Language } from '../../../../kernel/language.js';
import { BookingLink } from './booking-link.entity.js';

const SEALED_FOR = 'booking_links.secret';
/** Lifetime of a link after the end of the booking. */
export const LINK_DAYS_AFTER_END = 30;

/** By the database's clock. */
const UNEXPIRED = Raw((expiresAt) => `${expiresAt} > now()`);

export interface ManageLink {
  readonly manageUrl: string;
  readonly expiresAt: Date;
}

export interface BookerLink extends ManageLink {
  readonly language: Language | null;
}

/** Links of bookers without an account. */
@Injectable()
export class BookingLinks {
  constructor(
    @InjectRepository(BookingLink) private readonly links: Repository<BookingLink>,
    private readonly sql: Sql,
    private readonly sealer: Sealer,
    private readonly config: AppConfig,
  ) {}

  /** Creates or rotates the link of a booking. @param language of the booker; omitted: that of the former link */
  async renew(bookingId: string, end: Date, language?: Language | null): Promise<ManageLink> {
    const secret = newLinkSecret();
    const expiresAt = new Date(end.getTime() + LINK_DAYS_AFTER_END * DAY);
    await this.links.upsert(
      {
        bookingId,
        hash: hashSecret(secret),
        sealedSecret: this.sealer.seal(secret, SEALED_FOR),
        expiresAt,
        ...(language !== undefined && { language }),
      },
      ['bookingId'],
    );
    return { manageUrl: this.urlOf(secret), expiresAt };
  }

  /** Rotates the link after a move, for bookings with a link. The former one is known as replaced. */
  async rotate(bookingId: string, end: Date): Promise<void> {
    const replaced = await this.sql.query(
      'booking_link_replace',
      `INSERT INTO booking_replaced_links (hash, booking_id) SELECT hash, booking_id FROM booking_links
       WHERE booking_id = $1 RETURNING 1`,
      [bookingId],
    );
    if (replaced.length > 0) await this.renew(bookingId, end);
  }

  /** @returns null without a link */
  async find(bookingId: string): Promise<BookerLink | null> {
    const link = await this.linkOf(bookingId);
    const secret = link && this.sealer.open(link.sealedSecret, SEALED_FOR);
    if (!link || !secret) return null;
    const { expiresAt, language } = link;
    return { manageUrl: this.urlOf(secret), expiresAt, language };
  }

  /** Whether the booking has a valid link. */
  isLinked(bookingId: string): Promise<boolean> {
    return this.links.existsBy({ bookingId, expiresAt: UNEXPIRED });
  }

  /** @returns id of the secret's booking; null for unknown, rotated and expired links */
  async bookingOf(secret: string): Promise<string | null> {
    if (!isLinkSecret(secret)) return null;
    const link = await this.links.findOneBy({ hash: hashSecret(secret), expiresAt: UNEXPIRED });
    return link?.bookingId ?? null;
  }

  private readonly linkOf = gatherable<string, BookingLink | null>({
    one: (bookingId) => this.links.findOneBy({ bookingId }),
    many: async (bookingIds) => {
      const links = await this.links.findBy({ bookingId: In([...new Set(bookingIds)]) });
      const found = new Map(links.map((link) => [link.bookingId, link]));
      return bookingIds.map((id) => found.get(id) ?? null);
    },
  });

  private urlOf(secret: string): string {
    return `${this.config.publicUrl}/manage/${secret}`;
  }
}
