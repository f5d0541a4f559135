import type { Booking } from '@lyceum/sdk';
import { VisuallyHidden } from '@mantine/core';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';

interface Props {
  readonly booking: Booking;
  /** As briefly as its place has room for. */
  readonly time: string;
}

/** What stands on a booking in the calendar; who does not see its place is told the day. */
export function BookingLabel({ booking, time }: Props) {
  const text = useText();
  const times = useTimes();
  return (
    <div className="booking-label">
      <span aria-hidden>{time}</span> <strong>{booking.title}</strong>
      {booking.status === 'pending' && ` (${text('bookings.status.pending')})`}
      <VisuallyHidden>{`, ${times.span(booking)}`}</VisuallyHidden>
    </div>
  );
}
