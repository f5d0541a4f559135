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
    const sorted = await super.sort(tests);
    const waiting = sorted.filter(isWaiting);
    const working = sorted.filter((test) => !isWaiting(test));
    const share = waiting.length / sorted.length;
    return sorted.map((_, index) => {
      const isTurn = Math.floor((index + 1) * share) > Math.floor(index * share);
      return /** @type {import('@jest/test-result').Test} */ (isTurn ? waiting.shift() : working.shift());
    });
  }
}

/** @param {import('@jest/test-result').Test} test */
function isWaiting({ path, context }) {
  return context.config.displayName?.name === WAITING_PROJECT || WAITING_PATH.test(path);
}

export default MixingSequencer;
