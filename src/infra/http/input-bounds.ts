import type { CodedError, FieldError } from '../../kernel/coded-error.js';
import { invalid } from '../../kernel/invalid.js';

/*
 * Bounds size and depth of an input before anything else walks over it (OWASP API4:2023): what comes after is
 * recursive, and class-transformer is quadratic in the members of an object.
 */

export const MOST_MEMBERS = 200;
export const MOST_ITEMS = 1000;
/** In all objects and lists together. */
export const MOST_VALUES = 10_000;
export const MOST_LEVELS = 20;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * Checks the same bounds before parsing, which takes longer than anything else: counts separators and brackets.
 * Malformed JSON is left to the parser.
 * @returns undefined when the text is within the bounds
 */
export function textBoundsFault(json: Uint8Array): CodedError | undefined {
  let values = 0;
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (isInText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isInText = false;
    } else if (byte === QUOTE) isInText = true;
    else if (byte === COMMA) values += 1;
    else if (OPENING.has(byte)) {
      values += 1;
      depth += 1;
      if (depth > MOST_LEVELS + 1) return tooMuch([], true, 'is nested too deeply', 'max_depth');
    } else if (CLOSING.has(byte)) depth -= 1;
    // Every container counts twice here: for itself, and as a value.
    if (values > 2 * MOST_VALUES) return tooMuchInAll(true);
  }
  return undefined;
}

interface Level {
  readonly value: object;
  readonly path: readonly string[];
}

/**
 * Looks at no more than `MOST_VALUES` values, and does not recurse.
 * @throws CodedError validation_failed
 */
export function assertBounded(input: unknown, inBody: boolean): void {
  if (typeof input !== 'object' || input === null) return;
  const levels: Level[] = [{ value: input, path: [] }];
  let count = 0;
  for (let level = levels.pop(); level; level = levels.pop()) {
    const { value, path } = level;
    if (path.length > MOST_LEVELS) throw tooMuch(path, inBody, 'is nested too deeply', 'max_depth');
    const members = Array.isArray(value) ? value.length : Object.keys(value).length;
    const most = Array.isArray(value) ? MOST_ITEMS : MOST_MEMBERS;
    const kind = Array.isArray(value) ? 'items' : 'members';
    if (members > most) throw tooMuch(path, inBody, `must have at most ${most} ${kind}`, `max_${kind}`);
    count += members;
    if (count > MOST_VALUES) throw tooMuchInAll(inBody);
    for (const [name, member] of Object.entries(value))
      if (typeof member === 'object' && member !== null)
        levels.push({ value: member as object, path: [...path, name] });
  }
}

function tooMuchInAll(inBody: boolean): CodedError {
  return tooMuch([], inBody, `must have at most ${MOST_VALUES} values in all`, 'max_values');
}

function tooMuch(path: readonly string[], inBody: boolean, message: string, code: string): CodedError {
  const pointer = path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const field = path.join('.') || (inBody ? 'body' : 'query');
  const error: FieldError = { ...(inBody ? { pointer } : {}), field, message, code };
  return invalid([error]);
}
