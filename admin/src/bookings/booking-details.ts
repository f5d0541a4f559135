import type { Booking, ChangeBooking, ChangeSeriesInstance } from '@lyceum/sdk';
import { textIn, textOrNull } from '../shell/form-values.ts';
import { fromLocalTime, toLocalTime } from './local-time.ts';

const MINUTE_MS = 60_000;

/** What a form says otherwise than the booking: what stays is not sent, so that others of a series keep what is their own. */
export function changesIn(given: FormData, booking: Booking): ChangeBooking {
  const title = textIn(given, 'title');
  const location = textOrNull(given, 'location');
  const description = textOrNull(given, 'description');
  const end = textIn(given, 'end');
  return {
    ...(title !== booking.title && { title }),
    ...(location !== booking.location && { location }),
    ...(description !== booking.description && { description }),
    // Untouched, it is the same instant, also in an hour that the clocks show twice.
    ...(end !== toLocalTime(booking.end) && { end: fromLocalTime(end) }),
  };
}

/** The same for others of its series, which end at other times and are as long. */
export function ofSeries(
  { title, location, description, end }: ChangeBooking,
  { start }: Booking,
): ChangeSeriesInstance {
  return {
    ...(title !== undefined && { title }),
    ...(location !== undefined && { location }),
    ...(description !== undefined && { description }),
    ...(end !== undefined && { durationMinutes: (Date.parse(end) - Date.parse(start)) / MINUTE_MS }),
  };
}
