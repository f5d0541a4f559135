import type { CsvFile } from '../../../../infra/http/csv/csv-files.js';
import type { MemberDto } from './member.dto.js';

/** Members of an organization and who is invited as a table, for spreadsheets. */
export const MEMBER_TABLE: CsvFile<MemberDto> = {
  name: 'members',
  columns: [
    { name: 'userId', of: ({ userId }) => userId },
    { name: 'name', of: ({ name }) => name },
    { name: 'email', of: ({ email }) => email },
    { name: 'emailVerified', of: ({ emailVerified }) => emailVerified },
    { name: 'role', of: ({ role }) => role },
    { name: 'status', of: ({ status }) => status },
    { name: 'isServiceAccount', of: ({ isServiceAccount }) => isServiceAccount },
    { name: 'joinedAt', of: ({ joinedAt }) => joinedAt?.toISOString() ?? null },
    { name: 'invitationExpiresAt', of: ({ invitation }) => invitation?.expiresAt.toISOString() ?? null },
  ],
};
