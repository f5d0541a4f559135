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

/**
 * The same at what other separators make the beginning of a cell: spreadsheets in French and German separate by semicolons,
 * and know no quotes inside of a cell.
 */
const HIDDEN_FORMULA = /([;|\t\r\n]"*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** Rows as lines of a file (RFC 4180). */
export function csvLines(rows: ReadonlyArray<readonly CsvValue[]>): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** What begins like a formula is preceded by an apostrophe: whoever opens the file runs nothing of what others typed. */
function cell(value: CsvValue): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const text = (FORMULA.test(value) ? `'${value}` : value).replace(HIDDEN_FORMULA, `$1'`);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
