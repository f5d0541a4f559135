import type { CsvFile } from '../../../../infra/http/csv/csv-files.js';
import type { AdministeredOrganizationDto } from './administered-organization.dto.js';

/** Organizations as a table, for spreadsheets. */
export const ORGANIZATION_TABLE: CsvFile<AdministeredOrganizationDto> = {
  name: 'organizations',
  columns: [
    { name: 'id', of: ({ id }) => id },
    { name: 'name', of: ({ name }) => name },
    { name: 'slug', of: ({ slug }) => slug },
    { name: 'memberCount', of: ({ memberCount }) => memberCount },
    { name: 'ownerCount', of: ({ ownerCount }) => ownerCount },
    { name: 'owners', of: ({ owners }) => owners.map(({ name }) => name).join('; ') },
    { name: 'ownerEmails', of: ({ owners }) => owners.map(({ email }) => email).join('; ') },
    { name: 'createdAt', of: ({ createdAt }) => createdAt.toISOString() },
  ],
};
