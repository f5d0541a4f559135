/** Keys that turn to another week, and by how many. @type {Readonly<Record<string, number | undefined>>} */
export const WEEKS_BY_KEY = { PageUp: -1, PageDown: 1 };

/**
 * Where a place is among other columns, whose lengths are others: in the same one, or in the nearest that has anything.
 * @param {{ column: number, row: number }} place
 * @param {readonly number[]} lengths
 * @returns {{ column: number, row: number } | null} null where none has anything
 */
export function placeNear({ column, row }, lengths) {
  const found = lengths
    .map((length, index) => ({ length, index }))
    .filter(({ length }) => length > 0)
    .sort((one, other) => Math.abs(one.index - column) - Math.abs(other.index - column))[0];
  return found ? { column: found.index, row: Math.min(row, found.length - 1) } : null;
}

/**
 * Where a key leads to from a place among columns of different length; those without anything are passed over.
 * @param {string} key
 * @param {{ column: number, row: number }} place
 * @param {readonly number[]} lengths
 * @returns {{ column: number, row: number } | null} null where it leads nowhere
 */
export function placeAfter(key, { column, row }, lengths) {
  const length = lengths[column] ?? 0;
  if (row < 0 || length === 0) return null;
  const within = (/** @type {number} */ wanted) =>
    wanted >= 0 && wanted < length && wanted !== row ? { column, row: wanted } : null;
  const beside = (/** @type {number} */ step) => {
    for (let next = column + step; next >= 0 && next < lengths.length; next += step)
      if ((lengths[next] ?? 0) > 0) return { column: next, row: Math.min(row, (lengths[next] ?? 0) - 1) };
    return null;
  };
  switch (key) {
    case 'ArrowUp':
      return within(row - 1);
    case 'ArrowDown':
      return within(row + 1);
    case 'Home':
      return within(0);
    case 'End':
      return within(length - 1);
    case 'ArrowLeft':
      return beside(-1);
    case 'ArrowRight':
      return beside(1);
    default:
      return null;
  }
}
