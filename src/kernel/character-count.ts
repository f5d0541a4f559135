/**
 * Characters of a text as the whole house counts them: Unicode code points, which PostgreSQL counts for `varchar(n)` and
 * JSON Schema for `maxLength` (RFC 8259 characters). With any other count a text could pass validation and still be too
 * long for its column.
 */
export function characterCount(text: string): number {
  let count = text.length;
  // Low surrogates are not counted; texts with lone surrogates are refused before.
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >> 10 === 0b110111) count -= 1;
  return count;
}

/** Whether the value is a text of `min` to `max` characters. */
export function hasLength(value: unknown, min: number, max: number): value is string {
  if (typeof value !== 'string') return false;
  const count = characterCount(value);
  return count >= min && count <= max;
}
