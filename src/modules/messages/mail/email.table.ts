import type { CsvFile } from '../../../infra/http/csv/csv-files.js';
import type { EmailDto } from './dto/email.dto.js';

/** E-mails and what became of them as a table, for spreadsheets. */
export const EMAIL_TABLE: CsvFile<EmailDto> = {
  name: 'e-mails',
  columns: [
    { name: 'id', of: ({ id }) => id },
    { name: 'template', of: ({ template }) => template },
    { name: 'recipient', of: ({ recipient }) => recipient },
    { name: 'recipientName', of: ({ recipientName }) => recipientName },
    { name: 'userId', of: ({ userId }) => userId },
    { name: 'subject', of: ({ subject }) => subject },
    { name: 'status', of: ({ status }) => status },
    { name: 'priority', of: ({ priority }) => priority },
    { name: 'attempts', of: ({ attempts }) => attempts },
    { name: 'lastError', of: ({ lastError }) => lastError },
    { name: 'provider', of: ({ provider }) => provider },
    { name: 'providerMessageId', of: ({ providerMessageId }) => providerMessageId },
    { name: 'cause', of: ({ cause }) => cause },
    { name: 'requestId', of: ({ requestId }) => requestId },
    { name: 'createdAt', of: ({ createdAt }) => createdAt.toISOString() },
    { name: 'nextAttemptAt', of: ({ nextAttemptAt }) => nextAttemptAt?.toISOString() ?? null },
    { name: 'sentAt', of: ({ sentAt }) => sentAt?.toISOString() ?? null },
  ],
};
