import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { RosterSeparator } from '../roster-kinds.js';
import { RefusedFile } from './refused-file.js';

const SEPARATED: Readonly<Record<Exclude<RosterSeparator, 'auto'>, string>> = { comma: ',', semicolon: ';', tab: '\t' };
/** Of a line, with all its cells. */
const LONGEST_RECORD = 65_536;

export interface CsvRecord {
  readonly record: readonly string[];
  /** On which it ends. */
  readonly line: number;
}

/** Records of a CSV file, one after the other. @throws RefusedFile */
export async function* csvRecords(
  text: AsyncIterable<string>,
  separator: RosterSeparator,
): AsyncGenerator<CsvRecord, void, undefined> {
  const [head, rest] = await headOf(text);
  const parser = parse({
    delimiter: separator === 'auto' ? separatorOf(head) : SEPARATED[separator],
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: LONGEST_RECORD,
  });
  // What fails while the text comes, such as a damaged archive, ends the parser, and is thrown by it.
  pipeline(Readable.from(rest), parser, () => undefined);
  try {
    for await (const each of parser) {
      const { record, info } = each as {
        readonly record: readonly string[];
        readonly info: { readonly lines: number };
      };
      yield { record, line: info.lines };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { readonly lines?: number };
    throw new RefusedFile('malformed', lines === undefined ? {} : { line: lines });
  }
}

/** The first line, as far as it is in the first texts, and all of the text. */
async function headOf(text: AsyncIterable<string>): Promise<[string, AsyncIterable<string>]> {
  const source = text[Symbol.asyncIterator]();
  let head = '';
  let isOver = false;
  while (!isOver && !/[^\r\n][\r\n]/.test(head) && head.length < LONGEST_RECORD) {
    const next = await source.next();
    if (next.done === true) isOver = true;
    else head += next.value;
  }
  async function* all() {
    yield head;
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
  }
  return [head, all()];
}

/** Whichever of them the header has most of. */
function separatorOf(head: string): string {
  const line = head.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  const counts = Object.values(SEPARATED).map((separator) => [line.split(separator).length, separator] as const);
  return counts.reduce((most, each) => (each[0] > most[0] ? each : most))[1];
}
