import type { Language } from '../../../kernel/language.js';
import type { BookingView } from './bookings.api.js';

export interface OfferedSlot {
  readonly start: string;
  readonly end: string;
  readonly seatsLeft?: number;
}

export interface OfferQuery {
  readonly eventTypeId: string;
  /** Local dates of the zone, both included. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly durationMinutes: number;
}

/** What a guest's form books; validated as the body of `POST /bookings` is. */
export interface GuestBooking {
  readonly eventTypeId: string;
  readonly start: Date;
  readonly durationMinutes?: number;
  readonly timeZone?: string;
  readonly attendee?: { readonly email: string; readonly name: string };
  readonly answers?: Record<string, unknown>;
}

/** A form as it was shown and sent. */
export interface SentForm {
  /** Unique to each form that was shown. */
  readonly key: string;
  readonly address: string;
}

/** What pages show and do for people who are not signed in, besides what their scripts ask the public API for. */
export abstract class GuestPagesApi {
  /** As `GET /slots` answers a guest. @throws CodedError not_found, duration_not_offered */
  abstract slots(query: OfferQuery): Promise<readonly OfferedSlot[]>;

  /**
   * As `POST /bookings` does for a guest, once for each form that is sent several times: a browser sends it again at a
   * double click and a reload.
   * @throws CodedError of those that `POST /bookings` answers with
   */
  abstract book(booking: GuestBooking, language: Language, form: SentForm): Promise<BookingView>;

  /**
   * The booking of a guest's link as a file for their calendar (RFC 5545), with nobody's address.
   * @throws CodedError not_found for links that are unknown, replaced or expired
   */
  abstract calendarFile(token: string): Promise<string>;
}
