import type { Booking, SignedInUser } from '@lyceum/sdk';

export interface BookingRights {
  /** Confirm or decline. */
  readonly decide: boolean;
  /** Give it to another of its hosts. */
  readonly reassign: boolean;
  /** Give it another title, place, end or description. */
  readonly edit: boolean;
  /** Ask others to come as well. */
  readonly invite: boolean;
  /** Say whether they come, as those who are invited do. */
  readonly respond: boolean;
  readonly move: boolean;
  readonly cancel: boolean;
  readonly restore: boolean;
  /** Say who came. */
  readonly record: boolean;
  /** The same for others of its series. */
  readonly moveSeries: boolean;
  readonly cancelSeries: boolean;
}

/**
 * What is offered to somebody for a booking as it is; whether it is done, the server says.
 * @param managesIt whether they are owner or admin of its organization
 */
export function rightsTo(booking: Booking, { id, role }: SignedInUser, managesIt = false): BookingRights {
  const roles = booking.attendees.filter(({ userId }) => userId === id).map((attendee) => attendee.role);
  const gives = booking.organizer.id === id || roles.includes('host');
  const movesIt = gives || roles.includes('booker');
  const administers = managesIt || role === 'admin';
  const isOn = booking.status === 'pending' || booking.status === 'confirmed';
  const isOfSeries = booking.seriesId !== null && isOn;
  return {
    reassign: isOn && booking.eventTypeId !== null && booking.seatingId === null && (gives || managesIt),
    edit: isOn && gives,
    invite: isOn && gives,
    respond: isOn && roles.includes('attendee') && Date.parse(booking.end) > Date.now(),
    decide: booking.status === 'pending' && (gives || administers),
    move: isOn && movesIt,
    cancel: isOn && (movesIt || administers),
    restore: booking.status === 'cancelled' && (movesIt || administers),
    record: isOn && Date.parse(booking.start) <= Date.now() && (gives || administers),
    moveSeries: isOfSeries && booking.organizer.id === id,
    cancelSeries: isOfSeries && (booking.organizer.id === id || role === 'admin'),
  };
}
