import type { CsvFile } from '../../../../infra/http/csv/csv-files.js';
import type { EventTypeHoldDto } from './hold.dto.js';

/** Times that are kept now as a table, for spreadsheets. */
export const HOLD_TABLE: CsvFile<EventTypeHoldDto> = {
  name: 'holds',
  columns: [
    { name: 'id', of: ({ id }) => id },
    { name: 'eventTypeId', of: ({ eventTypeId }) => eventTypeId },
    { name: 'eventTypeTitle', of: ({ eventTypeTitle }) => eventTypeTitle },
    { name: 'start', of: ({ start }) => start },
    { name: 'end', of: ({ end }) => end },
    { name: 'seats', of: ({ seats }) => seats },
    { name: 'expiresAt', of: ({ expiresAt }) => expiresAt },
    { name: 'isExtended', of: ({ isExtended }) => isExtended },
  ],
};
