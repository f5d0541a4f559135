import {
  type DateOrder,
  MOST_ROWS,
  ROSTER_COLUMNS,
  type RosterColumn,
  type RosterKind,
  type RosterSeparator,
} from '../roster-kinds.js';
import { csvRecords } from './csv-records.js';
import { RefusedFile } from './refused-file.js';
import { type CellFault, type CellValue, readCell } from './roster-cells.js';

/** Why a line or a file of an archive has no place here. */
export type FileFault = 'no_place' | 'unknown_file' | 'missing_file';

/** A row of a file: what its cells say, or why one of them is not taken. */
export interface FileRow {
  readonly line: number;
  readonly values: Readonly<Record<string, CellValue>>;
  readonly fault: { readonly column: string; readonly reason: CellFault | FileFault } | null;
}

export interface FileSettings {
  readonly kind: RosterKind;
  readonly separator: RosterSeparator;
  readonly dateOrder: DateOrder;
}

/** Columns that a roster has, with their places. */
type KnownColumns = ReadonlyArray<readonly [number, RosterColumn]>;

/** Rows of a CSV file, one after the other. */
export class RosterFile {
  /** Names of columns that no roster of this kind has; known once the first row is read. */
  ignoredColumns: readonly string[] = [];

  constructor(
    private readonly settings: FileSettings,
    private readonly text: AsyncIterable<string>,
  ) {}

  /** @throws RefusedFile */
  async *rows(): AsyncGenerator<FileRow, void, undefined> {
    let columns: KnownColumns | undefined;
    let count = 0;
    for await (const { record, line } of csvRecords(this.text, this.settings.separator)) {
      if (columns) {
        count += 1;
        if (count > MOST_ROWS[this.settings.kind]) throw new RefusedFile('too_many_rows', { line });
        yield this.read(columns, record, line);
      } else columns = this.header(record);
    }
    if (!columns) throw new RefusedFile('is_empty');
  }

  /** Whatever else it has: each line is looked at for these alone. */
  private header(record: readonly string[]): KnownColumns {
    const known = ROSTER_COLUMNS[this.settings.kind];
    const names = record.map((name) => name.trim().toLowerCase().replaceAll(' ', '_'));
    const columns = names.map((name) => known.find((column) => column.name === name) ?? null);
    const twice = known.find(({ name }) => names.indexOf(name) !== names.lastIndexOf(name));
    if (twice) throw new RefusedFile('duplicate_column', { column: twice.name });
    const missing = known.find((column) => column.isRequired && !columns.includes(column));
    if (missing) throw new RefusedFile('missing_column', { column: missing.name });
    this.ignoredColumns = names
      .filter((name, n) => columns[n] === null && name !== '')
      .slice(0, 50)
      .map((name) => name.replaceAll('\0', '').slice(0, 100));
    return [...columns.entries()].filter((entry): entry is [number, RosterColumn] => entry[1] !== null);
  }

  private read(columns: KnownColumns, record: readonly string[], line: number): FileRow {
    const values: Record<string, CellValue> = {};
    let fault: FileRow['fault'] = null;
    for (const [n, column] of columns) {
      const cell = record[n] ?? '';
      const read = readCell(column, cell, this.settings.dateOrder);
      if ('value' in read) values[column.name] = read.value;
      else {
        values[column.name] = shown(cell);
        fault ??= { column: column.name, reason: read.fault };
      }
    }
    return { line, values, fault };
  }
}

/** A cell as it can be stored: without NUL, and not for ever long. */
export function shown(cell: string): string {
  return [...cell.replaceAll('\0', '')].slice(0, 300).join('');
}
