/** What a cell may be; null is an empty one. */
export type CsvValue = string | number | boolean | null;

export interface CsvColumn<Item> {
  /** In the header, and stable: programs read it. */
  readonly name: string;
  readonly of: (item: Item) => CsvValue;
}

/** Byte order mark (BOM), by which spreadsheets know UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What spreadsheets take for the beginning of a formula (CSV injection); also full-width, as they are typed in Japanese. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** Rows as lines of a file (RFC 4180). */
export function csvLines(rows: ReadonlyArray<readonly CsvValue[]>): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A text that begins like a formula is preceded by an apostrophe: whoever opens the file runs nothing of what others typed. */
function cell(value: CsvValue): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
