import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { createMailServer } from './mail-server.mjs';
import { MailStore } from './mail-store.mjs';

const MAX_BYTES = 25_000_000;

/**
 * @typedef {object} MailboxOptions
 * @property {number} [smtpPort] default: any free one
 * @property {number} [pagePort] default: any free one
 * @property {string} [pageHost]
 * @property {string | null} [folder] where mails are stored; null: in memory
 * @property {number} [capacity] most mails kept
 * @property {(recipient: string) => number | null} [refuse] SMTP code to reject a recipient with, if any
 */

/** SMTP server that accepts every mail, and shows it on a page instead of relaying it. */
export class Mailbox {
  /** @type {MailStore} */
  store;
  /** @type {SMTPServer} */
  #smtp;
  /** @type {import('node:http').Server} */
  #pages;

  /**
   * @param {MailStore} store
   * @param {SMTPServer} smtp
   * @param {import('node:http').Server} pages
   */
  constructor(store, smtp, pages) {
    this.store = store;
    this.#smtp = smtp;
    this.#pages = pages;
  }

  /** @param {MailboxOptions} [options] */
  static async start({
    smtpPort = 0,
    pagePort = 0,
    pageHost = '127.0.0.1',
    folder = null,
    capacity = 500,
    refuse,
  } = {}) {
    const store = new MailStore(folder, capacity);
    await store.open();
    const smtp = createSmtpServer(store, refuse);
    const pages = createMailServer(store);
    pages.listen(pagePort, pageHost);
    smtp.listen(smtpPort, '127.0.0.1');
    await Promise.all([once(pages, 'listening'), once(smtp.server, 'listening')]);
    return new Mailbox(store, smtp, pages);
  }

  get smtpUrl() {
    return `smtp://127.0.0.1:${portOf(this.#smtp.server)}`;
  }

  get pagePort() {
    return portOf(this.#pages);
  }

  async stop() {
    const closed = [once(this.#pages, 'close'), once(this.#smtp.server, 'close')];
    this.#pages.close();
    this.#pages.closeAllConnections();
    this.#smtp.close();
    await Promise.all(closed);
  }
}

/**
 * @param {MailStore} store
 * @param {MailboxOptions['refuse']} refuse
 */
function createSmtpServer(store, refuse) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: MAX_BYTES,
    // Idle connections, which the worker keeps open, do not delay the shutdown.
    closeTimeout: 500,
    onAuth: (_authentication, _session, done) => done(null, { user: 'anyone' }),
    onRcptTo({ address }, _session, done) {
      const code = refuse?.(address);
      done(code ? Object.assign(new Error('Refused'), { responseCode: code }) : null);
    },
    onData(stream, session, done) {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      readAll(stream)
        .then((message) => store.add(recipients, message))
        .then(() => done(), done);
    },
  });
  // Clients that disconnect in the middle of a mail.
  server.on('error', () => {});
  return server;
}

/** @param {import('smtp-server').SMTPServerDataStream} stream */
async function readAll(stream) {
  /** @type {Buffer[]} */
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  if (stream.sizeExceeded) throw Object.assign(new Error('Too large'), { responseCode: 552 });
  return Buffer.concat(chunks);
}

/** @param {import('node:net').Server} server */
function portOf(server) {
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}
