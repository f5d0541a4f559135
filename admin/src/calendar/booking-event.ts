import type { EventInput } from '@fullcalendar/react';
import type { Booking, SignedInUser, TimeSpan } from '@lyceum/sdk';
import { rightsTo } from '../bookings/booking-rights.ts';

/** Dark enough for white letters (WCAG 2.2, 1.4.3), in both themes. */
const COLORS = { pending: '#713f12', confirmed: '#1e40af' } as const;

/**
 * A booking as the calendar takes it: who may not move it, cannot drag it.
 * @param moving where it is going, until the server has answered
 */
export function eventOf(booking: Booking, user: SignedInUser, moving?: TimeSpan): EventInput {
  const { id, title } = booking;
  const { start, end } = moving ?? booking;
  const status = booking.status === 'pending' ? 'pending' : 'confirmed';
  const isMovable = rightsTo(booking, user).move && !moving;
  return {
    id,
    title,
    start,
    end,
    url: `/app/bookings/${id}`,
    color: COLORS[status],
    contrastColor: '#fff',
    className: `booking-${status}`,
    startEditable: isMovable,
    durationEditable: isMovable,
    extendedProps: { booking },
  };
}
