import { diffArrays } from 'diff';

/** Where in the former text something is taken out, and what comes there; in UTF-16 units. */
export interface TextEdit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

/** How many lines may differ before the whole is replaced: comparing takes the square of it. */
const MOST_DIFFERENCES = 400;
const WITHIN_MS = 50;
/** Each becomes parts of one edit. */
const MOST_EDITS = 100;

/** With their ends; what follows the last end is a line as well. */
export const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/**
 * What makes one text of another, in order, with as little as possible touched: what people type into the rest meanwhile,
 * and their cursors, stay where they are.
 */
export function editsBetween(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const changes = diffArrays(linesOf(before), linesOf(after), { maxEditLength: MOST_DIFFERENCES, timeout: WITHIN_MS });
  if (!changes) return [narrowed(0, before, after)];
  const edits: TextEdit[] = [];
  let [at, removed, inserted] = [0, '', ''];
  const close = () => {
    if (removed !== '' || inserted !== '') edits.push(narrowed(at, removed, inserted));
    at += removed.length;
    [removed, inserted] = ['', ''];
  };
  for (const { value, added: isAdded, removed: isRemoved } of changes) {
    const text = value.join('');
    if (isRemoved) removed += text;
    else if (isAdded) inserted += text;
    else {
      close();
      at += text.length;
    }
  }
  close();
  return edits.length > MOST_EDITS ? [narrowed(0, before, after)] : edits;
}

/** Without what both begin and end with. No pair of surrogates is taken apart: the library would break its halves. */
function narrowed(at: number, removed: string, inserted: string): TextEdit {
  const shorter = Math.min(removed.length, inserted.length);
  let start = 0;
  while (start < shorter && removed[start] === inserted[start]) start += 1;
  if (isHighSurrogate(removed, start - 1)) start -= 1;
  let end = 0;
  while (end < shorter - start && removed.at(-1 - end) === inserted.at(-1 - end)) end += 1;
  if (isLowSurrogate(removed, removed.length - end)) end -= 1;
  return {
    at: at + start,
    removed: removed.length - start - end,
    inserted: inserted.slice(start, inserted.length - end),
  };
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
