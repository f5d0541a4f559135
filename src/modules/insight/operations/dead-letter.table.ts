import type { CsvFile } from '../../../infra/http/csv/csv-files.js';
import type { DeadLetterDto } from './dto/dead-letter.dto.js';

/** What was given up as a table, for spreadsheets. */
export const DEAD_LETTER_TABLE: CsvFile<DeadLetterDto> = {
  name: 'dead-letters',
  columns: [
    { name: 'id', of: ({ id }) => id },
    { name: 'consumer', of: ({ consumer }) => consumer },
    { name: 'messageId', of: ({ messageId }) => messageId },
    { name: 'messageName', of: ({ messageName }) => messageName },
    { name: 'error', of: ({ error }) => error },
    { name: 'attempts', of: ({ attempts }) => attempts },
    { name: 'failedAt', of: ({ failedAt }) => failedAt.toISOString() },
  ],
};
