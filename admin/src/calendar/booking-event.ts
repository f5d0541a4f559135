import type { EventInput } from '@fullcalendar/react';
import type { Booking, CourseMeeting, SignedInUser, TimeSpan } from '@lyceum/sdk';
import { rightsTo } from '../bookings/booking-rights.ts';
import { localDayOf } from './calendar-search.ts';

/** Dark enough for white letters (WCAG 2.2, 1.4.3), in both themes. */
const COLORS = { pending: '#713f12', confirmed: '#1e40af', meeting: '#115e59' } as const;

/**
 * A booking as the calendar takes it: who may not move it, cannot drag it.
 * @param moving where it is going, until the server has answered
 * @param meeting the meeting of a course that it is
 */
export function eventOf(booking: Booking, user: SignedInUser, moving?: TimeSpan, meeting?: CourseMeeting): EventInput {
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
    color: COLORS[meeting ? 'meeting' : status],
    contrastColor: '#fff',
    className: `booking-${status}`,
    startEditable: isMovable,
    durationEditable: isMovable,
    extendedProps: { booking, meeting },
  };
}

/** A meeting that somebody else holds: nobody moves it here, and its page is the timetable. */
export function eventOfMeeting(meeting: CourseMeeting): EventInput {
  const { id, title, start, end } = meeting;
  return {
    ...{ id, title, start, end, color: COLORS.meeting, contrastColor: '#fff' },
    url: `/app/courses/timetable?week=${localDayOf(start)}`,
    className: 'booking-confirmed',
    startEditable: false,
    durationEditable: false,
    extendedProps: { meeting },
  };
}

/** Time that something else takes, behind the bookings. */
export function eventOfBusy(time: TimeSpan, title: string): EventInput {
  return { ...time, title, display: 'background' };
}
