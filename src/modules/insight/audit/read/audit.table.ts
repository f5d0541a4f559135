import type { CsvFile } from '../../../../infra/http/csv/csv-files.js';
import type { AuditEntryDto } from './audit-entry.dto.js';

/** The log as a table, for spreadsheets. */
export const AUDIT_TABLE: CsvFile<AuditEntryDto> = {
  name: 'audit-log',
  columns: [
    { name: 'createdAt', of: ({ createdAt }) => createdAt.toISOString() },
    { name: 'level', of: ({ level }) => level },
    { name: 'action', of: ({ action }) => action },
    { name: 'message', of: ({ message }) => message },
    { name: 'userId', of: ({ userId }) => userId },
    { name: 'organizationId', of: ({ organizationId }) => organizationId },
    { name: 'sessionId', of: ({ sessionId }) => sessionId },
    { name: 'method', of: ({ method }) => method },
    { name: 'url', of: ({ url }) => url },
    { name: 'statusCode', of: ({ statusCode }) => statusCode },
    { name: 'responseTime', of: ({ responseTime }) => responseTime },
    { name: 'ip', of: ({ details }) => details?.ip ?? null },
    { name: 'userAgent', of: ({ details }) => details?.userAgent ?? null },
    { name: 'tags', of: ({ tags }) => tags.join(' ') },
    { name: 'requestId', of: ({ requestId }) => requestId },
    { name: 'id', of: ({ id }) => id },
  ],
};
