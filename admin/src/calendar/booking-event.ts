import type { EventInput } from '@fullcalendar/react';
import type { Booking, SignedInUser } from '@lyceum/sdk';
import { rightsTo } from '../bookings/booking-rights.ts';

/** Dark enough for white letters (WCAG 2.2, 1.4.3), in both themes. */
const COLORS = { pending: '#713f12', confirmed: '#1e40af' } as const;

/** A booking as the calendar takes it: who may not move it, cannot drag it. */
export function eventOf(booking: Booking, user: SignedInUser): EventInput {
  const { id, title, start, end } = booking;
  const status = booking.status === 'pending' ? 'pending' : 'confirmed';
  const { move } = rightsTo(booking, user);
  return {
    id,
    title,
    start,
    end,
    url: `/app/bookings/${id}`,
    color: COLORS[status],
    contrastColor: '#fff',
    className: `booking-${status}`,
    startEditable: move,
    durationEditable: move,
    extendedProps: { booking },
  };
}
