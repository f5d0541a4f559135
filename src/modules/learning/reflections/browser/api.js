/**
 * @typedef {import('./drafts.js').Answers & { id: string, version: number, anonymous: boolean }} Reflection
 * @typedef {{ title: string, weekNumber: number | null, weeks: number | null, anonymity: 'never' | 'optional' | 'always',
 *   anonymousIsRead: boolean, opensAt: string, closesAt: string, isOpen: boolean, reflection: Reflection | null }} Form
 * @typedef {{ status: number, body: any }} Answer
 */

/** The API, for whom the cookie of this browser signs in. */
export class Api {
  #token = '';

  /** @returns {Promise<{ id: string } | null>} null for somebody who is not signed in */
  async signIn() {
    const answer = await fetch('/api/v1/auth/browser/refresh', {
      method: 'POST',
      headers: { 'X-Requested-With': 'reflect' },
    });
    if (answer.status === 401) return null;
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const { accessToken, user } = await answer.json();
    this.#token = accessToken;
    return user;
  }

  /** By name and password. @param {string} identifier @param {string} password @returns {Promise<Answer>} */
  async logIn(identifier, password) {
    const answer = await fetch('/api/v1/auth/browser/login', {
      method: 'POST',
      headers: { 'X-Requested-With': 'reflect', 'Content-Type': 'application/json' },
      body: JSON.stringify({ identifier, password }),
    });
    const body = await answer.json().catch(() => null);
    if (answer.ok) this.#token = body.accessToken;
    return { status: answer.status, body };
  }

  async signOut() {
    await fetch('/api/v1/auth/browser/logout', { method: 'POST', headers: { 'X-Requested-With': 'reflect' } });
  }

  /** @param {string} offering @param {number | null} week @returns {Promise<Answer>} */
  form(offering, week) {
    const query = week === null ? '' : `?weekNumber=${week}`;
    return this.#send('GET', `/course-offerings/${offering}/reflection-form${query}`, undefined, {});
  }

  /** @param {object} reflection @param {string} key of this very text, so that it is stored once @returns {Promise<Answer>} */
  create(reflection, key) {
    return this.#send('POST', '/reflections', reflection, { 'Idempotency-Key': key });
  }

  /** @param {Reflection} reflection @param {object} change @returns {Promise<Answer>} */
  change({ id, version }, change) {
    return this.#send('PATCH', `/reflections/${id}`, change, { 'If-Match': `"v${version}"` });
  }

  /** @param {string} method @param {string} path @param {object | undefined} body @param {Record<string, string>} headers */
  async #send(method, path, body, headers) {
    const send = () =>
      fetch(`/api/v1${path}`, {
        method,
        headers: {
          ...headers,
          Authorization: `Bearer ${this.#token}`,
          ...(body ? { 'Content-Type': 'application/json' } : {}),
        },
        body: body && JSON.stringify(body),
      });
    let answer = await send();
    if (answer.status === 401 && (await this.signIn())) answer = await send();
    return { status: answer.status, body: await answer.json().catch(() => null) };
  }
}
