/*
 * Preloaded into a process (`NODE_OPTIONS=--import …`), it makes the clock of that process wrong by CLOCK_SKEW_MS, as
 * that of a machine is whose time nobody keeps. Timers run as always; the database has a clock of its own.
 */
const skew = Number(process.env.CLOCK_SKEW_MS);
const RightDate = Date;

class SkewedDate extends RightDate {
  /** @param {[]} moment */
  constructor(...moment) {
    if (moment.length === 0) super(SkewedDate.now());
    else super(...moment);
  }

  /** @override */
  static now() {
    return RightDate.now() + skew;
  }
}

globalThis.Date = /** @type {DateConstructor} */ (SkewedDate);
