/** A failure that the person at the terminal can do something about: its message is the whole explanation. */
export class StartFailure extends Error {
  /** @param {string} sentence what happened and what to do, in one sentence */
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
