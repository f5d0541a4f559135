import { Mailbox } from '../../local/mailbox.mjs';

/**
 * @typedef {object} MailSummary
 * @property {string} id sorts by arrival
 * @property {string} receivedAt
 * @property {{ name: string, address: string }} from
 * @property {string[]} recipients
 * @property {string} subject
 * @property {string | null} messageId
 *
 * @typedef {object} MailAttachment
 * @property {string} filename
 * @property {string} contentType
 * @property {string | null} method of a calendar attachment
 * @property {string} base64
 *
 * @typedef {MailSummary & { text: string, html: string, headers: Record<string, string>, attachments: MailAttachment[] }} ReceivedMail
 */

/** Reads a mailbox, this process's own or that of the shared system. */
export class MailboxReader {
  /** @type {string} */
  #pageUrl;

  /** @param {string} pageUrl */
  constructor(pageUrl) {
    this.#pageUrl = pageUrl;
  }

  /**
   * @param {{ to?: string, subject?: string, after?: string }} [filter] `subject` is a part of it, `after` a mail's id
   * @returns {Promise<MailSummary[]>} newest first
   */
  async list(filter = {}) {
    return this.#list(new URLSearchParams(filter));
  }

  /**
   * The newest mail that matches, as soon as there is one.
   * @param {{ to: string, subject?: string, after?: string }} filter
   * @param {number} [deadlineMs]
   * @returns {Promise<ReceivedMail>}
   */
  async waitFor(filter, deadlineMs = 30_000) {
    const [mail] = await this.#list(new URLSearchParams({ ...filter, wait: String(deadlineMs / 1000) }));
    if (mail) return /** @type {Promise<ReceivedMail>} */ (this.#read(`/api/messages/${mail.id}`));
    const others = (await this.list({ to: filter.to })).map(({ subject }) => subject);
    throw new Error(
      `No mail ${JSON.stringify(filter)} within ${deadlineMs} ms; this address has got: ${JSON.stringify(others)}`,
    );
  }

  /** @param {URLSearchParams} query */
  async #list(query) {
    const { data } = /** @type {{ data: MailSummary[] }} */ (await this.#read(`/api/messages?${query}`));
    return data;
  }

  /** @param {string} path */
  async #read(path) {
    const response = await fetch(new URL(path, this.#pageUrl));
    return response.json();
  }
}

/** A mailbox of one test. */
export class TestMailbox extends MailboxReader {
  /** @type {Mailbox} */
  #mailbox;

  /** @param {Mailbox} mailbox */
  constructor(mailbox) {
    super(`http://127.0.0.1:${mailbox.pagePort}`);
    this.#mailbox = mailbox;
  }

  get smtpUrl() {
    return this.#mailbox.smtpUrl;
  }

  get pageUrl() {
    return `http://127.0.0.1:${this.#mailbox.pagePort}`;
  }

  stop() {
    return this.#mailbox.stop();
  }
}

/** @param {{ refuse?: (recipient: string) => number | null }} [options] `refuse` answers the SMTP code of a refusal */
export async function startMailbox(options = {}) {
  return new TestMailbox(await Mailbox.start({ ...options, capacity: 10_000 }));
}
