import type { CsvFile } from '../../../../infra/http/csv/csv-files.js';
import type { EventTypeDto } from '../event-type/event-type.dto.js';

/** Event types as a table, for spreadsheets. */
export const EVENT_TYPE_TABLE: CsvFile<EventTypeDto> = {
  name: 'event-types',
  columns: [
    { name: 'id', of: ({ id }) => id },
    { name: 'title', of: ({ title }) => title },
    { name: 'slug', of: ({ slug }) => slug },
    { name: 'owner', of: ({ owner }) => owner.name },
    { name: 'organizationId', of: ({ organizationId }) => organizationId },
    { name: 'parentId', of: ({ parentId }) => parentId },
    { name: 'isActive', of: ({ isActive }) => isActive },
    { name: 'isPublic', of: ({ isPublic }) => isPublic },
    { name: 'durations', of: ({ durations }) => durations.join('; ') },
    { name: 'seats', of: ({ seats }) => seats },
    { name: 'requiresConfirmation', of: ({ requiresConfirmation }) => requiresConfirmation },
    { name: 'assignment', of: ({ assignment }) => assignment },
    { name: 'hosts', of: ({ hosts }) => hosts.map(({ name }) => name).join('; ') },
    { name: 'location', of: ({ location }) => location },
    { name: 'timeZone', of: ({ timeZone }) => timeZone },
    { name: 'createdAt', of: ({ createdAt }) => createdAt },
    { name: 'updatedAt', of: ({ updatedAt }) => updatedAt },
  ],
};
