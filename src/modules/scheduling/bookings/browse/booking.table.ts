import type { CsvFile } from '../../../../infra/http/csv/csv-files.js';
import type { BookingAttendeeDto, BookingDto } from '../booking/booking.dto.js';

/** Bookings as a table, for spreadsheets: times as in the API, people by their names. */
export const BOOKING_TABLE: CsvFile<BookingDto> = {
  name: 'bookings',
  columns: [
    { name: 'id', of: ({ id }) => id },
    { name: 'title', of: ({ title }) => title },
    { name: 'status', of: ({ status }) => status },
    { name: 'start', of: ({ start }) => start },
    { name: 'end', of: ({ end }) => end },
    { name: 'timeZone', of: ({ timeZone }) => timeZone },
    { name: 'location', of: ({ location }) => location },
    { name: 'organizer', of: ({ organizer }) => organizer.name },
    { name: 'organizerId', of: ({ organizer }) => organizer.id },
    { name: 'attendees', of: ({ attendees }) => listed(attendees, ({ name }) => name) },
    { name: 'attendeeEmails', of: ({ attendees }) => listed(attendees, ({ email }) => email) },
    {
      name: 'absent',
      of: ({ attendees }) => listed(attendees, ({ name, isAbsent }) => (isAbsent === true ? name : null)),
    },
    { name: 'seats', of: ({ seats }) => seats },
    { name: 'eventTypeId', of: ({ eventTypeId }) => eventTypeId },
    { name: 'organizationId', of: ({ organizationId }) => organizationId },
    { name: 'seriesId', of: ({ seriesId }) => seriesId },
    { name: 'createdAt', of: ({ createdAt }) => createdAt },
    { name: 'updatedAt', of: ({ updatedAt }) => updatedAt },
    { name: 'cancelledAt', of: ({ cancelledAt }) => cancelledAt },
    { name: 'cancelReason', of: ({ cancelReason }) => cancelReason },
  ],
};

function listed(attendees: readonly BookingAttendeeDto[], of: (attendee: BookingAttendeeDto) => string | null): string {
  return attendees
    .map(of)
    .filter((one) => one !== null)
    .join('; ');
}
