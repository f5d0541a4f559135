import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Raw, Repository } from 'typeorm';
import { hashSecret, isLinkSecret, newLinkSecret } from '../../../../infra/access/link-secret.js';
import { AppConfig } from '../../../../infra/config/config.js';
import { gatherable } from '../../../../infra/database/gathering.js';
import { Sealer } from '../../../../infra/sealing/sealer.js';
import { DAY } from '../../../../kernel/clock.js';
import type { Language } from '../../../../kernel/language.js';
import { BookingLink } from './booking-link.entity.js';

const SEALED_FOR = 'booking_links.secret';
/** How long a link works after the booking's end. */
export const LINK_DAYS_AFTER_END = 30;

/** By the clock of the database, which is one for all processes. */
const UNEXPIRED = Raw((expiresAt) => `${expiresAt} > now()`);

export interface ManageLink {
  readonly manageUrl: string;
  readonly expiresAt: Date;
}

export interface BookerLink extends ManageLink {
  readonly language: Language | null;
}

/** The links of those who booked without an account. */
@Injectable()
export class BookingLinks {
  constructor(
    @InjectRepository(BookingLink) private readonly links: Repository<BookingLink>,
    private readonly sealer: Sealer,
    private readonly config: AppConfig,
  ) {}

  /**
   * Makes the link of a booking, or a new one in place of the one it had.
   * @param language in which the booker reads; that of the link before when it is left out
   */
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

  /** The same after a move, for bookings that have a link. */
  async rotate(bookingId: string, end: Date): Promise<void> {
    if (await this.links.existsBy({ bookingId })) await this.renew(bookingId, end);
  }

  /** @returns null when the booking has none */
  async find(bookingId: string): Promise<BookerLink | null> {
    const link = await this.linkOf(bookingId);
    const secret = link && this.sealer.open(link.sealedSecret, SEALED_FOR);
    if (!link || !secret) return null;
    const { expiresAt, language } = link;
    return { manageUrl: this.urlOf(secret), expiresAt, language };
  }

  /** Whether somebody without an account can still manage the booking. */
  isLinked(bookingId: string): Promise<boolean> {
    return this.links.existsBy({ bookingId, expiresAt: UNEXPIRED });
  }

  /** @returns the booking that the secret is for; null when there is none, or the link has expired */
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
