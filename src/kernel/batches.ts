/** Rows per statement: few enough to stay far from the statement timeout. */
const BATCH = 500;

export function* inBatches<T>(items: readonly T[], size = BATCH): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
