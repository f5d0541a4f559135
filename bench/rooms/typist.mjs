import { randomInt } from 'node:crypto';
import { toUint8Array, createEncoder, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';

const LEAST_CLIENT_ID = 16;
const SYNC = 0;
const UPDATE = 2;

/** Somebody in a room who types at the end of a text of their own document, and looks at what comes. */
export class Typist {
  #socket;
  #doc = new Y.Doc();
  #timer = /** @type {NodeJS.Timeout | undefined} */ (undefined);

  /**
   * @param {string} url of the API
   * @param {string} sessionId
   * @param {string} token
   * @param {Typed} typed
   */
  constructor(url, sessionId, token, typed) {
    this.#doc.clientID = randomInt(LEAST_CLIENT_ID, 2 ** 32 - 1);
    const address = `${url.replace(/^http/, 'ws')}/api/v1/sessions/${sessionId}/ws?clientId=${this.#doc.clientID}`;
    this.#socket = new WebSocket(address, ['lyceum.rooms.v1', `bearer.${token}`]);
    this.entered = new Promise((resolve, reject) => {
      this.#socket.once('message', (content) =>
        JSON.parse(String(content)).type === 'welcome' ? resolve(undefined) : reject(new Error(String(content))),
      );
      this.#socket.once('error', reject);
    });
    this.#socket.on('message', (content, isBinary) => {
      if (isBinary) typed.arrived(/** @type {Buffer} */ (content));
    });
    this.#doc.on('update', (update) => {
      const encoder = createEncoder();
      writeVarUint(encoder, SYNC);
      writeVarUint(encoder, UPDATE);
      writeVarUint8Array(encoder, update);
      const frame = Buffer.from(toUint8Array(encoder));
      typed.sent(frame);
      this.#socket.send(frame);
    });
  }

  /**
   * @param {number} everyMs
   * @param {number} afterMs
   */
  type(everyMs, afterMs) {
    const text = this.#doc.getText('text:main');
    this.#timer = setTimeout(() => {
      this.#timer = setInterval(() => text.insert(text.length, 'x'), everyMs);
    }, afterMs);
  }

  rest() {
    clearTimeout(this.#timer);
  }

  leave() {
    this.#socket.close();
  }
}

/** When edits were sent, and how long each took to each of the others. */
export class Typed {
  /** @type {Map<string, number>} */
  #sentAt = new Map();
  /** @type {number[]} */
  delays = [];

  /** @param {Buffer} frame */
  sent(frame) {
    this.#sentAt.set(frame.toString('latin1'), performance.now());
  }

  /** @param {Buffer} frame */
  arrived(frame) {
    const sentAt = this.#sentAt.get(frame.toString('latin1'));
    if (sentAt !== undefined) this.delays.push(performance.now() - sentAt);
  }
}
