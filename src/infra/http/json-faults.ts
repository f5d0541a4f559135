import { printParseErrorCode, visit } from 'jsonc-parser';

/** Longer texts are not parsed again: they come from programs, and it takes longer than refusing them. */
const LONGEST_READ = 100_000;

/** Stops the parser, which would look for more faults up to the end of the text. */
class FirstFault extends Error {
  constructor(readonly place: string) {
    super(place);
  }
}

/**
 * Position of the first syntax error (RFC 8259), without any of the text: `line 1, column 9: property name expected`.
 * @returns undefined when it is valid JSON, or too long to be parsed again
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
