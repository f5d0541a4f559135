import type { BookSlotDto } from './make/book-slot.dto.js';
import type { BookingDto } from './booking/booking.dto.js';

export { ANSWERS_MAX_BYTES } from './booking/booking.rules.js';
export { BookerDto } from './make/book-slot.dto.js';
export { BookingDto } from './booking/booking.dto.js';

/** A booking as the API answers it. */
export type BookingView = BookingDto;

/** A slot that is kept by a hold, with what the booking needs to know. */
export type HeldSlot = Pick<
  BookSlotDto,
  'eventTypeId' | 'start' | 'durationMinutes' | 'seats' | 'timeZone' | 'attendee' | 'answers'
> & { readonly holdId: string };

/** Whose time a booking takes. */
export interface BookingParties {
  /** Null for ad-hoc bookings. */
  readonly eventTypeId: string | null;
  /** The organizer first. */
  readonly hostIds: readonly string[];
  /** The rooms and devices. */
  readonly bookableIds: readonly string[];
  /** The accounts that attend it besides. */
  readonly attendeeIds: readonly string[];
  readonly start: string;
  readonly end: string;
}

/** The bookings feature, as other features see it. */
export abstract class BookingsApi {
  /** The booking as its organizer sees it, with everybody's addresses; or as others do, without. */
  abstract find(id: string, viewer: 'organizer' | 'others'): Promise<BookingView | null>;

  /**
   * Books as `POST /bookings` does with a hold, in the transaction of the caller.
   * @param userId null for guests
   * @throws CodedError validation_failed, hold_expired, hold_mismatch
   */
  abstract bookHeld(userId: string | null, slot: HeldSlot): Promise<BookingDto>;

  /** @returns null when the booking is gone */
  abstract partiesOf(bookingId: string): Promise<BookingParties | null>;
}
