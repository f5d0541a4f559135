import { connect } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * A keep-alive connection with one request at a time, sent as raw text. Minimal HTTP/1.1 client for responses with
 * `Content-Length`, because the overhead of a real client would be as much as what is measured.
 */
export class Connection {
  #socket;
  /** Incomplete head. @type {Buffer} */
  #head = Buffer.alloc(0);
  /** Bytes of the body to come; -1 while the head is read. */
  #missing = -1;
  #status = 0;
  /** @type {Buffer[]} */
  #body = [];
  #wantsBody = false;
  #expected = 0;
  /** @type {(body: string) => void} */
  #resolve = () => {};
  /** @type {(error: Error) => void} */
  #reject = () => {};

  /** @param {number} port */
  constructor(port) {
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.#socket.on('data', (chunk) => this.#read(chunk));
    this.#socket.on('error', (error) => this.#reject(error));
    this.#socket.on('close', () => this.#reject(new Error('The server has closed the connection.')));
  }

  /**
   * @param {string} text raw request
   * @param {{ status: number, wantsBody: boolean }} options `status`: the expected one
   * @returns {Promise<string>} the body; empty when it is not wanted
   * @throws {Error} on another status
   */
  ask(text, { status, wantsBody }) {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#expected = status;
      this.#wantsBody = wantsBody;
      this.#missing = -1;
      this.#socket.write(text);
    });
  }

  close() {
    this.#socket.destroy();
  }

  /** @param {Buffer} chunk */
  #read(chunk) {
    if (this.#missing >= 0) return this.#take(chunk);
    const bytes = this.#head.length > 0 ? Buffer.concat([this.#head, chunk]) : chunk;
    const end = bytes.indexOf(HEAD_END);
    if (end < 0) {
      this.#head = bytes;
      return;
    }
    const head = bytes.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    this.#head = Buffer.alloc(0);
    this.#status = Number(head.slice(9, 12));
    this.#body = [];
    this.#wantsBody ||= this.#status !== this.#expected;
    if (length === undefined && this.#status !== 204 && this.#status !== 304)
      return this.#reject(new Error(`An answer without Content-Length:\n${head}`));
    this.#missing = Number(length ?? 0);
    this.#take(bytes.subarray(end + HEAD_END.length));
  }

  /** @param {Buffer} chunk */
  #take(chunk) {
    this.#missing -= chunk.length;
    if (this.#wantsBody) this.#body.push(chunk);
    if (this.#missing > 0) return;
    this.#missing = -1;
    const body = this.#wantsBody ? Buffer.concat(this.#body).toString() : '';
    if (this.#status === this.#expected) this.#resolve(body);
    else this.#reject(new Error(`An answer with ${this.#status} instead of ${this.#expected}: ${body}`));
  }
}
