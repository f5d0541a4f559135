const SHOWN_LEVELS = ['warn', 'error', 'fatal'];
/** A line for people (`LOG_FORMAT=pretty`): what belongs to it, such as a stack, stands below, further to the right. */
const PRETTY_LINE = /^\d\d:\d\d:\d\d\.\d{3} ([A-Z]+) +(\S*)/;
const CONTINUED = /^ {4}/;
/** The mail itself, which `EMAIL_PROVIDER=mock` shows instead of sending it. */
const SHOWN_EVENT = 'mail.not_sent';

/** What the person at the terminal sees. */
export class Screen {
  #startedAt = Date.now();
  #isOver = false;
  /** Of the processes whose last line was shown. @type {Set<string>} */
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
    // What the rest says while it ends would only hide the reason.
    this.#isOver = true;
    console.error(`\n${sentence}`);
  }

  /**
   * Shows how long something took.
   * @template T
   * @param {string} done what to say then
   * @param {Promise<T>} work
   */
  async step(done, work) {
    const startedAt = Date.now();
    const result = await work;
    this.tell(`✓ ${done} (${seconds(startedAt)})`);
    return result;
  }

  /** @param {Array<[string, string]>} rows label and value; a row without a label continues the one above */
  table(rows) {
    const width = Math.max(...rows.map(([label]) => label.length));
    this.title(`Lyceum is ready (${seconds(this.#startedAt)}). Ctrl-C stops it.`);
    for (const [label, value] of rows) this.tell(`${label.padEnd(width)}  ${value}`);
    console.log();
  }

  /**
   * Shows a log line of a process, in whatever format, when it is a warning or worse, or a mail that is not sent.
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
    // What is no line of the log is what somebody has to see, such as the words of a crash.
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
