/** A failure that the user can mend: its message explains it, without a stack. */
export class StartFailure extends Error {
  /** @param {string} sentence what happened and what to do */
  constructor(sentence) {
    super(sentence);
    this.name = 'StartFailure';
  }
}

/**
 * @param {unknown} error
 * @returns {string} its message, or the text of whatever was thrown
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
