import { at, SchemaBreaks } from './schema-breaks.mjs';

/**
 * @typedef {import('./schema-breaks.mjs').Json} Json
 * @typedef {import('./schema-breaks.mjs').Report} Report
 */

/**
 * Breaking changes between two OpenAPI documents, for clients written for the first one. Additions are compatible:
 * operations, optional members of requests, members of responses, values in responses, errors.
 * @param {Json} before
 * @param {Json} after
 * @returns {string[]} one line each: place and change
 */
export function breakingChanges(before, after) {
  /** @type {string[]} */
  const found = [];
  const changes = new DocumentBreaks(before, after, (place, what) => found.push(`${place}: ${what}`));
  changes.compare();
  return [...new Set(found)];
}

class DocumentBreaks {
  /**
   * @param {Json} before
   * @param {Json} after
   * @param {Report} report
   */
  constructor(before, after, report) {
    this.before = before;
    this.after = after;
    this.report = report;
    this.schemas = new SchemaBreaks(before, after, report);
  }

  compare() {
    for (const [path, item] of Object.entries(this.before.paths))
      for (const [method, operation] of Object.entries(item)) {
        const now = this.after.paths[path]?.[method];
        if (now) this.#operation(operation, now);
        else this.report(operation.operationId, 'was removed');
      }
    for (const [event, item] of Object.entries(this.before.webhooks ?? {})) {
      const now = this.after.webhooks?.[event];
      const place = `webhook ${event}`.replaceAll(' ', '.');
      if (!now) this.report(place, 'was removed');
      else this.#content(item.post.requestBody, now.post.requestBody, 'answer', place);
    }
  }

  /**
   * @param {Json} was
   * @param {Json} is
   */
  #operation(was, is) {
    const name = was.operationId;
    if (name !== is.operationId) this.report(name, `is called ${is.operationId} now`);
    this.#security(was, is, name);
    this.#parameters(was.parameters ?? [], is.parameters ?? [], name);
    if (was.requestBody && !is.requestBody) this.report(`${name} body`, 'was removed');
    if (is.requestBody?.required && !was.requestBody?.required) this.report(`${name} body`, 'became required');
    if (was.requestBody && is.requestBody) this.#content(was.requestBody, is.requestBody, 'request', `${name} body`);
    for (const [status, response] of Object.entries(was.responses)) {
      const place = `${name} ${status}`;
      // A response may have moved to `default`.
      const now = is.responses[status] ?? (Number(status) >= 400 ? is.responses.default : undefined);
      if (!now) {
        this.report(place, 'was removed');
        continue;
      }
      const [answer, answerNow] = [follow(this.before, response), follow(this.after, now)];
      for (const header of Object.keys(answer.headers ?? {}))
        if (!answerNow.headers?.[header]) this.report(`${place} ${header}`, 'was removed');
      this.#content(answer, answerNow, 'answer', place);
    }
  }

  /**
   * @param {Json} was
   * @param {Json} is
   * @param {string} name
   */
  #security(was, is, name) {
    const schemes = (/** @type {Json} */ { security = [] }) =>
      security.map((/** @type {Json} */ requirement) => Object.keys(requirement)[0] ?? 'nobody signed in');
    // No security requirement: open to everybody.
    const now = schemes(is);
    const before = schemes(was);
    if (before.length === 0 && now.length > 0 && !now.includes('nobody signed in'))
      this.report(name, 'needs somebody signed in now');
    for (const scheme of before)
      if (now.length > 0 && !now.includes(scheme)) this.report(name, `${scheme} is not taken any more`);
    const [scope, scopeNow] = [was['x-required-scope'], is['x-required-scope']];
    if (before.includes('apiKey') && now.includes('apiKey') && scope !== scopeNow)
      this.report(name, `scope ${scope} became ${scopeNow}`);
  }

  /**
   * @param {readonly Json[]} was
   * @param {readonly Json[]} is
   * @param {string} name
   */
  #parameters(was, is, name) {
    const before = was.map((one) => follow(this.before, one));
    const after = is.map((one) => follow(this.after, one));
    const same = (/** @type {Json} */ one) => (/** @type {Json} */ other) =>
      one.name === other.name && one.in === other.in;
    for (const one of before) {
      const now = after.find(same(one));
      if (now) this.schemas.compare(one.schema, now.schema, 'request', `${name} ${one.in} ${one.name}`);
      // Unknown parameters are rejected.
      else this.report(`${name} ${one.in} ${one.name}`, 'was removed');
    }
    for (const one of after)
      if (one.required && !before.find(same(one))?.required)
        this.report(`${name} ${one.in} ${one.name}`, 'became required');
  }

  /**
   * @param {Json} was
   * @param {Json} is
   * @param {import('./schema-breaks.mjs').Direction} direction
   * @param {string} place
   */
  #content(was, is, direction, place) {
    for (const [type, { schema }] of Object.entries(was.content ?? {})) {
      const now = is.content?.[type];
      if (now) this.schemas.compare(schema, now.schema, direction, place);
      else this.report(place, `${type} was removed`);
    }
  }
}

/**
 * @param {Json} document
 * @param {Json} part
 * @returns {Json}
 */
function follow(document, part) {
  return part.$ref ? follow(document, at(document, part.$ref)) : part;
}
