import { Injectable } from '@nestjs/common';
import type { Language } from '../../../../kernel/language.js';
import { BookingAnnouncements, partiesOf } from './booking-announcements.js';
import { type BookerLink, BookingLinks } from '../guest/booking-links.js';
import type { RecipientRole, Telling } from './booking-news.js';
import { gives } from '../booking/booking.policy.js';
import { BookingPeople } from '../booking/booking-people.js';
import { BookingRecipients } from './booking-recipients.repository.js';
import type { BookingRow } from '../booking/booking-row.js';
import { nameOf, type People } from '../booking/booking-view.js';
import { BookingsRepository } from '../booking/bookings.repository.js';
import { FORMER_USER } from '../../../people/users/users.api.js';

/** A recipient of a message about a booking. */
export interface Recipient {
  readonly email: string;
  readonly name?: string;
  readonly timeZone: string;
  /** Null where unknown. */
  readonly language: Language | null;
  /** Null for guests, who have no account and get e-mail only. */
  readonly userId: string | null;
  readonly role: RecipientRole;
  /** Has an instance as an event of its own, without the series. */
  readonly isApart: boolean;
}

/** The booking's present state, with names. */
export interface BookingScene {
  readonly booking: BookingRow;
  readonly people: People;
  readonly organizerName: string;
  readonly bookerName: string;
  readonly attendeeNames: readonly string[];
  /** Link of a booker without an account; null for other bookings. */
  readonly link: BookerLink | null;
}

export interface ToldAudience extends Pick<Telling, 'news' | 'method'> {
  readonly recipients: readonly Recipient[];
}

type Addressee = Pick<Recipient, 'userId'> & {
  readonly email: string | null;
  readonly name: string | null;
  readonly isApart?: boolean;
};

/** Reads a booking, and the recipients of a message about it. */
@Injectable()
export class BookingAudiences {
  constructor(
    private readonly bookings: BookingsRepository,
    private readonly recipients: BookingRecipients,
    private readonly announcements: BookingAnnouncements,
    private readonly people: BookingPeople,
    private readonly links: BookingLinks,
  ) {}

  /** @returns null when the booking was deleted */
  async sceneOf(bookingId: string): Promise<BookingScene | null> {
    const booking = await this.bookings.find(bookingId);
    if (!booking) return null;
    const people = await this.people.of([booking]);
    const booker = booking.attendees.find(({ role }) => role === 'booker');
    return {
      booking,
      people,
      organizerName: people.get(booking.organizerId)?.name ?? FORMER_USER,
      bookerName: booker ? nameOf(booker, people) : FORMER_USER,
      attendeeNames: booking.attendees.map((attendee) => nameOf(attendee, people)),
      link: await this.links.find(bookingId),
    };
  }

  /**
   * Recipients chosen by the announcement, also when they are not in the booking any more; without people erased or
   * deactivated since.
   */
  async told(scene: BookingScene, tellings: readonly Telling[]): Promise<ToldAudience[]> {
    const rows = new Map((await this.recipients.of(scene.booking.id)).map((row) => [row.id, row]));
    const accounts = await this.people.byId([...rows.values()].map(({ userId }) => userId));
    return tellings.map(({ news, method, role, to }) => ({
      news,
      method,
      recipients: to.flatMap((id) => {
        const row = rows.get(id);
        return (row && toRecipient(row, role, accounts, scene)) ?? [];
      }),
    }));
  }

  /** @param userId a host; null for the booker @returns undefined for people who are not there, or not reached, any more */
  one(scene: BookingScene, userId: string | null): Recipient | undefined {
    const { booking, people } = scene;
    const party = partiesOf(booking).find((one) =>
      userId === null ? one.role === 'booker' : one.userId === userId && gives(userId, booking),
    );
    return party && toRecipient(party, party.role, people, scene);
  }

  /** Participants who hold an invitation and have not declined, for reminders. */
  async expected(scene: BookingScene): Promise<Recipient[]> {
    const { booking, people } = scene;
    const holdingOf = await this.announcements.holdings(booking);
    const declined = new Set(booking.attendees.filter(({ status }) => status === 'declined'));
    return partiesOf({ ...booking, attendees: booking.attendees.filter((attendee) => !declined.has(attendee)) })
      .filter((party) => holdingOf(party) === 'invitation')
      .flatMap((party) => toRecipient(party, party.role, people, scene) ?? []);
  }
}

/**
 * Guests get times in the booking's zone. Bookers get the language that they booked in; guests whom others invited,
 * that of the organizer, as the best guess.
 */
function toRecipient(
  { userId, email, name, isApart = false }: Addressee,
  role: RecipientRole,
  people: People,
  { booking, link, people: present }: BookingScene,
): Recipient | undefined {
  const known = { userId, role, isApart };
  if (userId === null) {
    if (email === null) return undefined;
    const booked = role === 'booker' ? link?.language : null;
    const language = booked ?? present.get(booking.organizerId)?.language ?? null;
    return { email, name: name ?? undefined, timeZone: booking.timeZone, language, ...known };
  }
  const account = people.get(userId);
  if (!account?.isActive) return undefined;
  const { timeZone, language } = account;
  return { email: account.email, name: account.name, timeZone, language, ...known };
}
