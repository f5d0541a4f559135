import type { CsvFile } from '../../../../infra/http/csv/csv-files.js';
import type { RosterRowDto } from './roster-import.dto.js';

const text = (values: Readonly<Record<string, unknown>> | null, name: string) => {
  const value = values?.[name];
  return typeof value === 'string' || typeof value === 'number' ? value : null;
};

/** Which members of a row differ, as `name: before > after`. */
function changesOf({ before, after }: RosterRowDto): string | null {
  if (!before || !after) return null;
  const names = Object.keys(after).filter((name) => before[name] !== after[name]);
  return names.map((name) => `${name}: ${text(before, name) ?? ''} > ${text(after, name) ?? ''}`).join(', ');
}

/** The report of an import as a table, for spreadsheets. */
export const ROSTER_REPORT: CsvFile<RosterRowDto> = {
  name: 'roster-report',
  columns: [
    { name: 'line', of: ({ line }) => line },
    { name: 'outcome', of: ({ outcome }) => outcome },
    { name: 'column', of: ({ column }) => column },
    { name: 'reason', of: ({ reason }) => reason },
    { name: 'is_waiting', of: ({ isWaiting }) => isWaiting },
    ...['external_id', 'email', 'name', 'offering', 'student', 'module_code'].map((name) => ({
      name,
      of: ({ values }: RosterRowDto) => text(values, name),
    })),
    { name: 'changes', of: changesOf },
  ],
};
