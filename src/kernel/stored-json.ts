/**
 * Size in bytes of a JSON value as PostgreSQL returns it: `jsonb` keeps numbers as decimals and writes them without an
 * exponent, so the five bytes of `1e300` become 301.
 * @param value as it was parsed
 */
export function storedJsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value)) + numbersOf(value).reduce((sum, number) => sum + longer(number), 0);
}

/** Numbers that overflow to Infinity when parsed (`1e999`) would be stored as null. */
export function hasOnlyFiniteNumbers(value: unknown): boolean {
  return numbersOf(value).every(Number.isFinite);
}

function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

/** By how many bytes the decimal is longer than what JavaScript writes. */
function longer(number: number): number {
  const [digits = '', exponent] = String(number).split('e');
  if (exponent === undefined) return 0;
  const power = Number(exponent);
  const significant = digits.replace(/[-.]/g, '').length;
  const sign = number < 0 ? 1 : 0;
  const decimal = power < 0 ? '0.'.length - power - 1 + significant : Math.max(power + 1, significant);
  return Math.max(0, sign + decimal - String(number).length);
}
