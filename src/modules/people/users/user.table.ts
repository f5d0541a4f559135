import type { CsvFile } from '../../../infra/http/csv/csv-files.js';
import type { UserDto } from './dto/user.dto.js';

/** People as a table, for spreadsheets. */
export const USER_TABLE: CsvFile<UserDto> = {
  name: 'people',
  columns: [
    { name: 'id', of: ({ id }) => id },
    { name: 'name', of: ({ name }) => name },
    { name: 'firstName', of: ({ firstName }) => firstName },
    { name: 'lastName', of: ({ lastName }) => lastName },
    { name: 'username', of: ({ username }) => username },
    { name: 'email', of: ({ email }) => email },
    { name: 'role', of: ({ role }) => role },
    { name: 'emailVerified', of: ({ emailVerified }) => emailVerified },
    { name: 'isActive', of: ({ isActive }) => isActive },
    { name: 'timeZone', of: ({ timeZone }) => timeZone },
    { name: 'language', of: ({ language }) => language },
    { name: 'lastLoginAt', of: ({ lastLoginAt }) => lastLoginAt?.toISOString() ?? null },
    { name: 'createdAt', of: ({ createdAt }) => createdAt.toISOString() },
  ],
};
