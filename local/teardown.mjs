/** Clean-up steps, run in reverse order (LIFO). */
export class Teardown {
  /** @type {Array<() => unknown>} */
  #steps = [];

  /** @param {() => unknown} step */
  add(step) {
    this.#steps.push(step);
  }

  /**
   * Registers a resource before its start has finished, so that a failure elsewhere does not leak it.
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

  /** Runs every step, also after one has failed; throws the first error at the end. */
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
