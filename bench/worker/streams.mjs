import { request } from 'node:http';
import { once } from 'node:events';

/** What separates events of a stream (HTML Living Standard, section 9.2). */
const EVENT_END = '\n\n';

/** Notification streams of people, with the time at which each heard of a booking. */
export class NotificationStreams {
  /** @type {import('node:http').IncomingMessage[]} */
  #responses = [];
  /** By booking, in milliseconds since 1970. @type {Map<string, number>} */
  #heardAt = new Map();

  /**
   * @param {string} url of the API
   * @param {readonly { token: string }[]} people
   */
  static async open(url, people) {
    const streams = new NotificationStreams();
    for (const { token } of people) await streams.#add(url, token);
    return streams;
  }

  /** @param {string} bookingId */
  heardOf(bookingId) {
    return this.#heardAt.get(bookingId);
  }

  close() {
    for (const response of this.#responses) response.destroy();
  }

  /**
   * @param {string} url
   * @param {string} token
   */
  async #add(url, token) {
    const asked = request(`${url}/api/v1/notifications/stream`, { headers: { Authorization: `Bearer ${token}` } });
    asked.end();
    const [response] = /** @type {[import('node:http').IncomingMessage]} */ (await once(asked, 'response'));
    if (response.statusCode !== 200) throw new Error(`A stream answered ${response.statusCode}.`);
    this.#responses.push(response);
    let text = '';
    response.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
      const events = (text + chunk).split(EVENT_END);
      text = events.pop() ?? '';
      for (const event of events) this.#hear(event);
    });
  }

  /** @param {string} event */
  #hear(event) {
    const [, data] = /^event: notification\ndata: (.*)$/m.exec(event) ?? [];
    const { bookingId } = data === undefined ? {} : JSON.parse(data).metadata;
    if (bookingId !== undefined && !this.#heardAt.has(bookingId)) this.#heardAt.set(bookingId, Date.now());
  }
}
