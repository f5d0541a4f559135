import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser';

/**
 * Where a text stops being JSON (RFC 8259), without a word of what it says: `line 1, column 9: property name expected`.
 * @returns undefined when it is JSON
 */
export function brokenAt(text: string): string | undefined {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const [first] = errors;
  if (!first) return undefined;
  const before = text.slice(0, first.offset).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  const words = printParseErrorCode(first.error).replace(/([a-z])([A-Z])/g, '$1 $2');
  return `line ${before.length}, column ${column}: ${words.toLowerCase()}`;
}
