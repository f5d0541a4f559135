import { printParseErrorCode, visit } from 'jsonc-parser';

/** Longer texts are written by programs, and reading one only to say where it breaks takes longer than refusing it. */
const LONGEST_READ = 100_000;

/** Ends the reading: after the first fault the parser would look for more up to the end of the text. */
class FirstFault extends Error {
  constructor(readonly place: string) {
    super(place);
  }
}

/**
 * Where a text stops being JSON (RFC 8259), without a word of what it says: `line 1, column 9: property name expected`.
 * @returns undefined when it is JSON, or too long to be read again
 */
export function brokenAt(text: string): string | undefined {
  if (text.length > LONGEST_READ) return undefined;
  try {
    visit(
      text,
      {
        onError: (error, _offset, _length, line, column) => {
          const words = printParseErrorCode(error).replace(/([a-z])([A-Z])/g, '$1 $2');
          throw new FirstFault(`line ${line + 1}, column ${column + 1}: ${words.toLowerCase()}`);
        },
      },
      { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
    );
  } catch (thrown) {
    if (thrown instanceof FirstFault) return thrown.place;
    throw thrown;
  }
  return undefined;
}
