import type { CsvColumn } from '../../../../infra/http/csv/csv.js';
import type { CsvFile } from '../../../../infra/http/csv/csv-files.js';
import { DUTIES } from '../logs/log.rules.js';
import type { BoardLogDto } from './log-board.dto.js';

/** `formative_one_grading` of `formativeOneGrading`. */
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Expected logs with what is written of them as a table, for spreadsheets; columns are called as in rosters. */
export const BOARD_TABLE: CsvFile<BoardLogDto> = {
  name: 'weekly-logs',
  columns: [
    { name: 'id', of: ({ id }) => id },
    { name: 'allocation', of: ({ allocationId }) => allocationId },
    { name: 'module_code', of: ({ module }) => module.code },
    { name: 'module_name', of: ({ module }) => module.name },
    { name: 'class', of: (log) => log.class.name },
    { name: 'week_number', of: ({ weekNumber }) => weekNumber },
    { name: 'facilitator', of: ({ facilitator }) => facilitator?.user.name ?? null },
    { name: 'status', of: ({ status }) => status },
    { name: 'due_at', of: ({ dueAt }) => dueAt.toISOString() },
    { name: 'late_at', of: ({ lateAt }) => lateAt.toISOString() },
    { name: 'submitted_at', of: ({ submittedAt }) => submittedAt?.toISOString() ?? null },
    { name: 'state', of: ({ log }) => log?.state ?? null },
    { name: 'attendance', of: ({ log }) => log?.attendance.join('; ') ?? null },
    ...DUTIES.map((duty): CsvColumn<BoardLogDto> => ({ name: snakeCase(duty), of: ({ log }) => log?.[duty] ?? null })),
    { name: 'notes', of: ({ log }) => log?.notes ?? null },
    { name: 'waive_reason', of: ({ waiveReason }) => waiveReason },
  ],
};
