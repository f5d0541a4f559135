/**
 * Characters of a text as the whole house counts them: Unicode code points, which PostgreSQL counts for `varchar(n)` and
 * JSON Schema for `maxLength` (RFC 8259 characters). With any other count a text would be short enough at the door and too
 * long for its column.
 */
export function characterCount(text: string): number {
  let count = text.length;
  // The second half of a surrogate pair; texts with halves that stand alone are refused before.
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >> 10 === 0b110111) count -= 1;
  return count;
}

/** Whether the value is a text of so many characters. */
export function hasLength(value: unknown, min: number, max: number): value is string {
  if (typeof value !== 'string') return false;
  const count = characterCount(value);
  return count >= min && count <= max;
}
