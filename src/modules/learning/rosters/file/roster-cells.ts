import { hasLength } from '../../../../kernel/character-count.js';
import { isDisplayLine, oneSpaced } from '../../../../kernel/display-line.js';
import { normalizedEmail } from '../../../../kernel/email-address.js';
import { isLocalDate } from '../../../../kernel/time-formats.js';
import type { DateOrder, RosterColumn } from '../roster-kinds.js';

/** Why a cell is not taken. */
export type CellFault = 'is_required' | 'is_line' | 'max_length' | 'is_email' | 'is_date' | 'is_integer' | 'is_in';

export type CellValue = string | number | null;

export type ReadCell = { readonly value: CellValue } | { readonly fault: CellFault };

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const WRITTEN_DATE = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/;
const INTEGER = /^\d{1,9}$/;

/** A cell as its column wants it; null where it is empty. */
export function readCell(column: RosterColumn, cell: string, dateOrder: DateOrder): ReadCell {
  // A line break within a cell is a space to whoever reads it.
  const text = oneSpaced(cell.normalize('NFC').replace(/[\r\n\t]+/g, ' ')).trim();
  if (text === '') {
    if (column.isRequired) return { fault: 'is_required' };
    return { value: null };
  }
  if (!isDisplayLine(text)) return { fault: 'is_line' };
  return READ[column.type](column, text, dateOrder);
}

const READ: Readonly<Record<RosterColumn['type'], (column: RosterColumn, text: string, order: DateOrder) => ReadCell>> =
  {
    text: ({ max = 100 }, text) => (hasLength(text, 1, max) ? { value: text } : { fault: 'max_length' }),
    email: (_column, text) => {
      const email = normalizedEmail(text);
      return email === null || !isDisplayLine(email) ? { fault: 'is_email' } : { value: email.toLowerCase() };
    },
    date: (_column, text, order) => {
      const day = isoDay(text, order);
      return day === null ? { fault: 'is_date' } : { value: day };
    },
    integer: ({ max = 1 }, text) => {
      const value = Number(text);
      return INTEGER.test(text) && value >= 1 && value <= max ? { value } : { fault: 'is_integer' };
    },
    status: ({ values = [] }, text) => {
      const value = text.toLowerCase();
      return values.includes(value) ? { value } : { fault: 'is_in' };
    },
  };

/** `2023-05-01`, or `1/05/2023` in the order of the file, also with dots or hyphens. */
function isoDay(text: string, order: DateOrder): string | null {
  if (ISO_DATE.test(text)) return isLocalDate(text) ? text : null;
  const written = WRITTEN_DATE.exec(text);
  if (!written) return null;
  const [first = '', second = '', year = ''] = written.slice(1).map((part) => part.padStart(2, '0'));
  const [day, month] = order === 'dayFirst' ? [first, second] : [second, first];
  const iso = `${year}-${month}-${day}`;
  return isLocalDate(iso) ? iso : null;
}
