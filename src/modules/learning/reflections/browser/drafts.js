/**
 * @typedef {{ question1: string, question2: string, question3: string }} Answers
 * @typedef {Answers & { timestamp: number, language: string }} Stored
 * @typedef {object} KeptTexts
 * @property {(key: string) => string | null} getItem
 * @property {(key: string, value: string) => void} setItem
 * @property {(key: string) => void} removeItem
 */

export const QUESTIONS = /** @type {const} */ (['question1', 'question2', 'question3']);

/**
 * Where the draft is: by itself the page has one; served by Lyceum one for each offering, week and person.
 * @param {{ offering: string, week: number | null, person: string } | null} whose
 */
export function draftKey(whose) {
  return whose === null ? 'reflection_draft' : `reflection_draft:${whose.offering}:${whose.week ?? 0}:${whose.person}`;
}

/** @param {Answers} one @param {Answers} other */
export function sameAnswers(one, other) {
  return QUESTIONS.every((question) => one[question] === other[question]);
}

/** @param {Answers} answers */
export function isEmpty(answers) {
  return QUESTIONS.every((question) => answers[question].trim() === '');
}

/**
 * What a browser keeps of an unsubmitted reflection. `timestamp` grows with each save, so that a window sees whether another one
 * has written since it last looked.
 */
export class Draft {
  #storage;
  #key;
  #seen = 0;

  /** @param {KeptTexts} storage @param {string} key */
  constructor(storage, key) {
    this.#storage = storage;
    this.#key = key;
  }

  get key() {
    return this.#key;
  }

  /** What is kept; null for nothing, and for what is no draft. @returns {Stored | null} */
  read() {
    try {
      const stored = JSON.parse(this.#storage.getItem(this.#key) ?? 'null');
      const isDraft = QUESTIONS.every((question) => typeof stored[question] === 'string');
      return isDraft && typeof stored.timestamp === 'number' ? stored : null;
    } catch {
      return null;
    }
  }

  /** This window shows what is kept now. @param {Stored} stored */
  adopt(stored) {
    this.#seen = stored.timestamp;
  }

  /**
   * Keeps the answers, unless another window has kept something else that this one has not shown.
   * @param {Answers} answers @param {string} language @param {number} now
   * @returns {{ state: 'kept' } | { state: 'impossible' } | { state: 'conflict', other: Stored }}
   */
  keep({ question1, question2, question3 }, language, now) {
    const stored = this.read();
    if (stored && stored.timestamp !== this.#seen && !sameAnswers(stored, { question1, question2, question3 }))
      return { state: 'conflict', other: stored };
    const timestamp = Math.max(now, (stored?.timestamp ?? 0) + 1);
    try {
      this.#storage.setItem(this.#key, JSON.stringify({ question1, question2, question3, timestamp, language }));
    } catch {
      return { state: 'impossible' };
    }
    this.#seen = timestamp;
    return { state: 'kept' };
  }

  clear() {
    this.#seen = 0;
    this.#storage.removeItem(this.#key);
  }
}
