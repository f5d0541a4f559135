import sequencer from '@jest/test-sequencer';

/** Its types are those of its CommonJS half. @type {typeof sequencer.default} */
const TestSequencer = /** @type {any} */ (sequencer);

/** Files that mostly wait for processes to start, to end, or to find out that something is gone. */
const WAITING_PROJECT = 'process';
const WAITING_PATH = /[\\/]test[\\/](faults|contract[\\/](outages|draining))|access-changes\.db\.|mail-turns\./;

/** Takes files that wait and files that work in turn: several that wait leave the processors idle. */
class MixingSequencer extends TestSequencer {
  /**
   * @override
   * @param {import('@jest/test-result').Test[]} tests
   */
  async sort(tests) {
    return mixed(await super.sort(tests), isWaiting);
  }
}

/**
 * @template T
 * @param {readonly T[]} sorted
 * @param {(one: T) => boolean} waits
 * @returns {T[]} those that wait among the others, evenly, in the order of each
 */
export function mixed(sorted, waits) {
  const waiting = sorted.filter(waits);
  const working = sorted.filter((one) => !waits(one));
  const all = waiting.length;
  // Multiplied before it is divided: a rounded share can leave one out at the end.
  const waitingIn = (/** @type {number} */ files) => Math.floor((files * all) / sorted.length);
  return sorted.map((_, index) => {
    const isTurn = waitingIn(index + 1) > waitingIn(index);
    return /** @type {T} */ (isTurn ? waiting.shift() : working.shift());
  });
}

/** @param {import('@jest/test-result').Test} test */
function isWaiting({ path, context }) {
  return context.config.displayName?.name === WAITING_PROJECT || WAITING_PATH.test(path);
}

export default MixingSequencer;
