const SHOWN_LEVELS = ['warn', 'error', 'fatal'];

/** What the person at the terminal sees. */
export class Screen {
  #startedAt = Date.now();
  #isOver = false;

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
   * Shows a log line of a process when it is a warning or worse.
   * @param {string} name
   * @param {string} line
   */
  logLine(name, line) {
    if (this.#isOver) return;
    const entry = parse(line);
    if (!entry) return this.tell(`${name}: ${line}`);
    if (!SHOWN_LEVELS.includes(String(entry.level))) return;
    const { level, event, msg, error, ...rest } = entry;
    delete rest.time;
    const details = Object.keys(rest).length > 0 ? JSON.stringify(rest) : '';
    this.tell(`${name} ${level}: ${[event, msg, error?.message, details].filter(Boolean).join(' ')}`);
  }
}

/**
 * @param {string} line
 * @returns {{ level?: unknown, time?: unknown, event?: string, msg?: string, error?: { message?: string } } | null}
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
