import { csvRecords } from '../file/csv-records.js';
import { readCell } from '../file/roster-cells.js';
import { RefusedFile } from '../file/refused-file.js';
import { type FileFault, type FileRow, shown } from '../file/roster-file.js';
import { decoded, encodingOf } from '../file/roster-text.js';
import { MOST_ROWS, ROSTER_COLUMNS, type RosterKind, type RosterMode } from '../roster-kinds.js';
import type { Archive } from './archive.js';
import { type Cells, type Defaults, type Line, LINES, type Tables, tablesOf } from './oneroster-lines.js';

/** Of one file, whatever kind they are of: what other files refer to is kept in memory, a line of two bytes as well. */
const MOST_LINES = 500_000;

/** Files of the standard; what is in the others is of no interest here. */
const KNOWN = new Set(
  [
    ...['manifest', 'academicSessions', 'categories', 'classes', 'classResources', 'courses', 'courseResources'],
    ...['demographics', 'enrollments', 'lineItemLearningObjectiveIds', 'lineItems', 'lineItemScoreScales', 'orgs'],
    ...['resources', 'resultLearningObjectiveIds', 'results', 'resultScoreScales', 'roles', 'scoreScales'],
    ...['userProfiles', 'userResources', 'users'],
  ].map((name) => `${name.toLowerCase()}.csv`),
);
/** What Lyceum has a place for. */
const TAKEN = new Set(
  ['manifest', 'academicSessions', 'classes', 'courses', 'enrollments', 'orgs', 'roles', 'users'].map(
    (name) => `${name.toLowerCase()}.csv`,
  ),
);

/** The file that has a line for each row of a kind, and the columns without which there are none. */
const MAIN: Readonly<Record<RosterKind, { readonly file: string; readonly columns: readonly string[] }>> = {
  students: { file: 'users.csv', columns: ['sourcedId'] },
  facilitators: { file: 'users.csv', columns: ['sourcedId'] },
  classes: { file: 'classes.csv', columns: ['sourcedId', 'termSourcedIds'] },
  offerings: { file: 'classes.csv', columns: ['sourcedId', 'courseSourcedId', 'termSourcedIds'] },
  enrolments: { file: 'enrollments.csv', columns: ['sourcedId', 'classSourcedId', 'userSourcedId', 'role'] },
};

export interface OneRosterSettings extends Defaults {
  readonly kind: RosterKind;
  readonly mode: RosterMode;
}

/** Rows of one kind out of an archive of OneRoster 1.1 or 1.2 (CSV binding). */
export class OneRosterFile {
  /** Files and columns without a place; known once the rows are read. */
  ignoredColumns: readonly string[] = [];

  constructor(
    private readonly settings: OneRosterSettings,
    private readonly archive: Archive,
    private readonly mostLines = MOST_LINES,
  ) {}

  /** @throws RefusedFile */
  async *rows(): AsyncGenerator<FileRow, void, undefined> {
    const { kind, mode } = this.settings;
    const { file, columns } = MAIN[kind];
    const ignored = this.archive.names.filter((name) => KNOWN.has(name) && !TAKEN.has(name));
    this.ignoredColumns = ignored;
    // A whole file that lacks lines, or has only those that changed, would end everything else.
    if (mode === 'full') await this.assertWhole(file);
    let count = 0;
    for (const name of this.archive.names) if (!KNOWN.has(name)) yield fileFault(name, (count += 1), 'unknown_file');
    if (!this.archive.has(file)) {
      yield fileFault(file, count + 1, 'missing_file');
      return;
    }
    const tables = await tablesOf(kind, (name) => this.lines(name));
    for await (const { line, cells, missing } of this.lines(file, columns)) {
      if (missing !== undefined && mode === 'full') throw new RefusedFile('missing_column', { column: missing });
      const read = this.read(line, cells, tables, missing);
      if (!read) continue;
      count += 1;
      if (count > MOST_ROWS[kind]) throw new RefusedFile('too_many_rows', { line });
      yield read;
    }
  }

  private async assertWhole(file: string): Promise<void> {
    if (!this.archive.has(file)) throw new RefusedFile('missing_file', { column: file });
    const property = `file.${file.replace(/\.csv$/, '')}`;
    for await (const { cells } of this.lines('manifest.csv'))
      if (cells['propertyname'] === property && cells['value']?.toLowerCase() === 'delta')
        throw new RefusedFile('is_delta', { column: file });
  }

  /** @returns null for a line that is of another kind */
  private read(line: number, cells: Cells, tables: Tables, missing: string | undefined): FileRow | null {
    const said: Line | null = LINES[this.settings.kind](cells, tables, this.settings);
    if (said === null) return null;
    const values: Record<string, string | number | null> = {};
    let fault: FileRow['fault'] = said.fault ?? null;
    if (missing !== undefined) fault = { column: missing, reason: 'is_required' };
    for (const column of ROSTER_COLUMNS[this.settings.kind]) {
      const cell = said.cells[column.name];
      if (cell === undefined && !column.isRequired) continue;
      const read = readCell(column, cell ?? '', 'dayFirst');
      if ('value' in read) values[column.name] = read.value;
      else {
        values[column.name] = shown(cell ?? '');
        fault ??= { column: column.name, reason: read.fault };
      }
    }
    return { line, values, fault };
  }

  /** Lines of a file, none where it is not there. Names of columns are in any case; `missing` is the first that is not there. */
  private async *lines(
    name: string,
    needed: readonly string[] = [],
  ): AsyncGenerator<{ line: number; cells: Cells; missing: string | undefined }, void, undefined> {
    if (!this.archive.has(name)) return;
    const label = await encodingOf(this.archive.read(name));
    let header: readonly string[] | undefined;
    let missing: string | undefined;
    let count = 0;
    for await (const { record, line } of csvRecords(decoded(this.archive.read(name), label), 'auto')) {
      if ((count += 1) > this.mostLines) throw new RefusedFile('too_many_rows', { line, column: name });
      if (header) {
        const names = header;
        const cells: Cells = Object.fromEntries<string>(
          record.slice(0, names.length).map((cell, n) => [names[n] ?? '', cell.trim()] as const),
        );
        yield { line, cells, missing };
      } else {
        const names = record.map((column) => column.trim().toLowerCase());
        missing = needed.find((column) => !names.includes(column.toLowerCase()));
        header = names;
      }
    }
  }
}

function fileFault(file: string, line: number, reason: FileFault): FileRow {
  return { line, values: { file }, fault: { column: 'file', reason } };
}
