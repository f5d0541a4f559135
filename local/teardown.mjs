/** What has to be ended, in the reverse order of its start. */
export class Teardown {
  /** @type {Array<() => unknown>} */
  #steps = [];

  /** @param {() => unknown} step */
  add(step) {
    this.#steps.push(step);
  }

  /**
   * Owns something from the moment its start begins, so that a failure elsewhere does not leave it behind.
   * @template {{ stop(): unknown }} T
   * @param {Promise<T>} starting
   * @returns {Promise<T>}
   */
  own(starting) {
    this.add(() =>
      starting.then(
        (started) => started.stop(),
        () => {},
      ),
    );
    return starting;
  }

  /** Runs every step, also after one has failed, whose error is thrown at the end. */
  async run() {
    /** @type {unknown[]} */
    const errors = [];
    for (const step of this.#steps.splice(0).toReversed()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
