import type { Booking, CourseMeeting } from '@lyceum/sdk';
import { VisuallyHidden } from '@mantine/core';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';

interface Props {
  /** Undefined for a meeting that somebody else holds. */
  readonly booking: Booking | undefined;
  /** The meeting of a course that it is. */
  readonly meeting: CourseMeeting | undefined;
  /** Of what is neither. */
  readonly title: string;
  /** As briefly as its place has room for. */
  readonly time: string;
}

/** What stands on a booking in the calendar; who does not see its place is told the day. */
export function BookingLabel({ booking, meeting, title, time }: Props) {
  const text = useText();
  const times = useTimes();
  const shown = booking ?? meeting;
  if (!shown) return <div className="busy-label">{title}</div>;
  const places = meeting?.bookables.map(({ name }) => name) ?? [];
  return (
    <div className="booking-label">
      <span aria-hidden>{time}</span> <strong>{shown.title}</strong>
      {meeting && ['', text('calendar.meeting'), ...places].join(' · ')}
      {booking?.status === 'pending' && ` (${text('bookings.status.pending')})`}
      <VisuallyHidden>{`, ${times.span(shown)}`}</VisuallyHidden>
    </div>
  );
}
