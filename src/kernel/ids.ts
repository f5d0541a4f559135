import { v7, validate } from 'uuid';

/** A new UUIDv7 (RFC 9562): sorts by creation time, so B-tree inserts stay local. */
export function newId(): string {
  return v7();
}

/** Whether the text is a UUID of any version, in the canonical 8-4-4-4-12 form. */
export function isId(text: string): boolean {
  return validate(text);
}
