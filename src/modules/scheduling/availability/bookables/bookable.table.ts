import type { CsvFile } from '../../../../infra/http/csv/csv-files.js';
import type { BookableDto } from './bookable.dto.js';

/** Rooms and devices as a table, for spreadsheets. */
export const BOOKABLE_TABLE: CsvFile<BookableDto> = {
  name: 'bookables',
  columns: [
    { name: 'id', of: ({ id }) => id },
    { name: 'name', of: ({ name }) => name },
    { name: 'kind', of: ({ kind }) => kind },
    { name: 'description', of: ({ description }) => description },
    { name: 'organizationId', of: ({ organizationId }) => organizationId },
    { name: 'ownerId', of: ({ ownerId }) => ownerId },
    { name: 'capacity', of: ({ capacity }) => capacity },
    { name: 'timeZone', of: ({ timeZone }) => timeZone },
    { name: 'isActive', of: ({ isActive }) => isActive },
    { name: 'createdAt', of: ({ createdAt }) => createdAt.toISOString() },
    { name: 'updatedAt', of: ({ updatedAt }) => updatedAt.toISOString() },
  ],
};
