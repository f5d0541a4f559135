/** So many rows at once that a statement about them stays far from its time limit. */
const BATCH = 500;

export function* inBatches<T>(items: readonly T[], size = BATCH): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
