const SHOWN_LEVELS = ['warn', 'error', 'fatal'];
/** A log line with `LOG_FORMAT=pretty`; continuation lines, such as a stack, are indented. */
const PRETTY_LINE = /^\d\d:\d\d:\d\d\.\d{3} ([A-Z]+) +(\S*)/;
const CONTINUED = /^ {4}/;
/** Event of `EMAIL_PROVIDER=mock`, which logs mails instead of sending them. */
const SHOWN_EVENT = 'mail.not_sent';

/** Output on the terminal. */
export class Screen {
  #startedAt = Date.now();
  #isOver = false;
  /** Processes whose last line was shown, for continuation lines. @type {Set<string>} */
  #showing = new Set();

  /** @param {string} line */
  tell(line) {
    console.log(`  ${line}`);
  }

  /** @param {string} title */
  title(title) {
    console.log(`\n${title}`);
  }

  /** @param {string} sentence */
  complain(sentence) {
    // Later output of processes that are being stopped would hide the reason.
    this.#isOver = true;
    console.error(`\n${sentence}`);
  }

  /**
   * Prints how long a step took.
   * @template T
   * @param {string} done what to print then
   * @param {Promise<T>} work
   */
  async step(done, work) {
    const startedAt = Date.now();
    const result = await work;
    this.tell(`✓ ${done} (${seconds(startedAt)})`);
    return result;
  }

  /** @param {Array<[string, string]>} rows label and value; rows without a label continue the previous one */
  table(rows) {
    const width = Math.max(...rows.map(([label]) => label.length));
    this.title(`Lyceum is ready (${seconds(this.#startedAt)}). Ctrl-C stops it.`);
    for (const [label, value] of rows) this.tell(`${label.padEnd(width)}  ${value}`);
    console.log();
  }

  /**
   * Prints a log line of a process, in any format, for warnings and errors, and for mails that are not sent.
   * @param {string} name
   * @param {string} line
   */
  logLine(name, line) {
    if (this.#isOver) return;
    const entry = parse(line);
    if (!entry) return this.#textLine(name, line);
    if (entry.event === SHOWN_EVENT) return this.#mail(name, entry);
    if (!SHOWN_LEVELS.includes(String(entry.level))) return;
    const { level, event, msg, error, ...rest } = entry;
    delete rest.time;
    const details = Object.keys(rest).length > 0 ? JSON.stringify(rest) : '';
    this.tell(`${name} ${level}: ${[event, msg, error?.message, details].filter(Boolean).join(' ')}`);
  }

  /**
   * @param {string} name
   * @param {string} line
   */
  #textLine(name, line) {
    const [, level, event] = PRETTY_LINE.exec(line) ?? [];
    // Anything but log lines is printed, such as the message of a crash.
    const isShown =
      level === undefined
        ? !CONTINUED.test(line) || this.#showing.has(name)
        : SHOWN_LEVELS.includes(level.toLowerCase()) || event === SHOWN_EVENT;
    if (isShown) this.#showing.add(name);
    else this.#showing.delete(name);
    if (isShown) this.tell(`${name}: ${line}`);
  }

  /**
   * @param {string} name
   * @param {Readonly<Record<string, unknown>>} mail
   */
  #mail(name, { recipient, subject, text }) {
    this.tell(`${name}: mail to ${recipient} (not sent): ${subject}`);
    for (const line of String(text).split('\n')) this.tell(`  ${line}`);
  }
}

/**
 * @param {string} line
 * @returns {Record<string, unknown> & { event?: string, msg?: string, error?: { message?: string } } | null}
 */
function parse(line) {
  try {
    const entry = JSON.parse(line);
    return typeof entry === 'object' ? entry : null;
  } catch {
    return null;
  }
}

/** @param {number} since */
function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
