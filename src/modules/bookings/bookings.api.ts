import type { BookingDto } from './dto/booking.dto.js';

/** A booking as the API answers it. */
export type BookingView = BookingDto;

/** The bookings feature, as other features see it. */
export abstract class BookingsApi {
  /** The booking as its organizer sees it, with everybody's addresses; or as others do, without. */
  abstract find(id: string, viewer: 'organizer' | 'others'): Promise<BookingView | null>;
}
