import { readFileSync } from 'node:fs';
import { Description } from './description.js';
import { Tally } from './findings.js';
import { Fuzzer, type FuzzOptions } from './fuzzer.js';

/**
 * Looks at all operations of a document, or at one of them.
 * @param file the document
 * @throws Error when there is no operation of that name
 */
export async function fuzz(
  file: string,
  operation: string | null,
  options: FuzzOptions,
): Promise<{ tally: Tally; summary: string[] }> {
  const description = new Description(JSON.parse(readFileSync(file, 'utf8')));
  const operations = description.operations.filter(({ id }) => operation === null || id === operation);
  if (operations.length === 0) throw new Error(`There is no operation "${operation}" in the document.`);
  const tally = new Tally();
  await new Fuzzer(description, operations, options, tally).run();
  return { tally, summary: tally.summary(operations.map(({ id }) => id)) };
}
