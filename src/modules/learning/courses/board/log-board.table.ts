import type { CsvFile } from '../../../../infra/http/csv/csv-files.js';
import type { BoardLogDto } from './log-board.dto.js';

/** Expected logs as a table, for spreadsheets. */
export const BOARD_TABLE: CsvFile<BoardLogDto> = {
  name: 'weekly-logs',
  columns: [
    { name: 'id', of: ({ id }) => id },
    { name: 'moduleCode', of: ({ module }) => module.code },
    { name: 'moduleName', of: ({ module }) => module.name },
    { name: 'class', of: (log) => log.class.name },
    { name: 'weekNumber', of: ({ weekNumber }) => weekNumber },
    { name: 'facilitator', of: ({ facilitator }) => facilitator?.user.name ?? null },
    { name: 'status', of: ({ status }) => status },
    { name: 'dueAt', of: ({ dueAt }) => dueAt.toISOString() },
    { name: 'lateAt', of: ({ lateAt }) => lateAt.toISOString() },
    { name: 'submittedAt', of: ({ submittedAt }) => submittedAt?.toISOString() ?? null },
    { name: 'state', of: ({ log }) => log?.state ?? null },
    { name: 'waiveReason', of: ({ waiveReason }) => waiveReason },
    { name: 'allocationId', of: ({ allocationId }) => allocationId },
  ],
};
