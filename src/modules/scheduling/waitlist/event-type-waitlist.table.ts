import type { CsvFile } from '../../../infra/http/csv/csv-files.js';
import type { EventTypeWaitlistEntryDto } from './dto/event-type-waitlist.dto.js';

/** Who waits as a table, for spreadsheets. */
export const WAITLIST_TABLE: CsvFile<EventTypeWaitlistEntryDto> = {
  name: 'waitlist',
  columns: [
    { name: 'id', of: ({ id }) => id },
    { name: 'eventTypeId', of: ({ eventTypeId }) => eventTypeId },
    { name: 'eventTypeTitle', of: ({ eventTypeTitle }) => eventTypeTitle },
    { name: 'name', of: ({ name }) => name },
    { name: 'email', of: ({ email }) => email },
    { name: 'status', of: ({ status }) => status },
    { name: 'from', of: ({ from }) => from },
    { name: 'to', of: ({ to }) => to },
    { name: 'durationMinutes', of: ({ durationMinutes }) => durationMinutes },
    { name: 'seats', of: ({ seats }) => seats },
    { name: 'timeZone', of: ({ timeZone }) => timeZone },
    { name: 'offerStart', of: ({ offer }) => offer?.start ?? null },
    { name: 'offerExpiresAt', of: ({ offer }) => offer?.expiresAt ?? null },
    { name: 'obstacle', of: ({ obstacle }) => obstacle },
    { name: 'bookingId', of: ({ bookingId }) => bookingId },
    { name: 'notes', of: ({ notes }) => notes },
    { name: 'createdAt', of: ({ createdAt }) => createdAt.toISOString() },
  ],
};
