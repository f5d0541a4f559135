import { EventEmitter, once } from 'node:events';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';

const FILE = /^(\d{13})-\d{6}\.eml$/;

/**
 * @typedef {object} Mail
 * @property {string} id sorts by arrival
 * @property {string} receivedAt ISO 8601
 * @property {string[]} recipients the addresses of the SMTP envelope
 * @property {import('postal-mime').Email} content
 * @property {Buffer} raw the message (RFC 5322), with a `Delivered-To` header prepended per recipient
 *
 * @typedef {object} MailFilter
 * @property {string | null} [to] a recipient's address
 * @property {string | null} [subject] substring of the subject
 * @property {string | null} [after] id of a mail; only later ones
 */

/** The last mails received; stored as `.eml` files when it has a folder. */
export class MailStore {
  /** @type {Mail[]} oldest first */
  #mails = [];
  #arrivals = new EventEmitter().setMaxListeners(0);
  #counter = 0;
  /** @type {string | null} */
  #folder;
  /** @type {number} */
  #capacity;

  /**
   * @param {string | null} folder null: in memory
   * @param {number} capacity most mails kept
   */
  constructor(folder, capacity) {
    this.#folder = folder;
    this.#capacity = capacity;
  }

  /** Loads the mails of earlier runs. */
  async open() {
    if (!this.#folder) return;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const files = (await readdir(this.#folder)).filter((file) => FILE.test(file)).sort();
    for (const file of files)
      this.#mails.push(await parse(file.slice(0, -4), await readFile(join(this.#folder, file))));
    await this.#forgetOldest();
  }

  /**
   * @param {string[]} recipients
   * @param {Buffer} message
   */
  async add(recipients, message) {
    const id = `${Date.now()}-${String(this.#counter++ % 1_000_000).padStart(6, '0')}`;
    const envelope = recipients.map((address) => `Delivered-To: ${address}\r\n`).join('');
    const mail = await parse(id, Buffer.concat([Buffer.from(envelope), message]));
    if (this.#folder) await writeFile(join(this.#folder, `${id}.eml`), mail.raw, { mode: 0o600 });
    this.#mails.push(mail);
    await this.#forgetOldest();
    this.#arrivals.emit('mail');
  }

  /**
   * @param {MailFilter} [filter]
   * @returns {Mail[]} newest first
   */
  list(filter = {}) {
    return this.#mails.filter((mail) => matches(mail, filter)).toReversed();
  }

  /** @param {string} id */
  find(id) {
    return this.#mails.find((mail) => mail.id === id) ?? null;
  }

  /**
   * Waits for a matching mail, if there is none yet.
   * @param {MailFilter} filter
   * @param {number} deadlineMs
   * @returns {Promise<Mail[]>} newest first; empty after the deadline
   */
  async waitFor(filter, deadlineMs) {
    const signal = AbortSignal.timeout(deadlineMs);
    let found = this.list(filter);
    while (found.length === 0 && !signal.aborted) {
      await once(this.#arrivals, 'mail', { signal }).catch(() => {});
      found = this.list(filter);
    }
    return found;
  }

  async #forgetOldest() {
    for (const { id } of this.#mails.splice(0, Math.max(0, this.#mails.length - this.#capacity)))
      if (this.#folder) await rm(join(this.#folder, `${id}.eml`), { force: true });
  }
}

/**
 * @param {string} id
 * @param {Buffer} raw
 * @returns {Promise<Mail>}
 */
async function parse(id, raw) {
  const content = await PostalMime.parse(raw);
  const recipients = content.headers.filter(({ key }) => key === 'delivered-to').map(({ value }) => value);
  return { id, receivedAt: new Date(Number(id.slice(0, 13))).toISOString(), recipients, content, raw };
}

/**
 * @param {Mail} mail
 * @param {MailFilter} filter
 */
function matches({ id, recipients, content }, { to, subject, after }) {
  if (after && id <= after) return false;
  if (to && !recipients.some((address) => address.toLowerCase() === to.toLowerCase())) return false;
  return !subject || (content.subject ?? '').includes(subject);
}
