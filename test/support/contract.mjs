import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/**
 * @typedef {{ readonly content?: Readonly<Record<string, object>> }} DocumentedResponse
 * @typedef {{ readonly responses: Readonly<Record<string, DocumentedResponse | { readonly $ref: string }>> }} Operation
 *
 * As much of an OpenAPI 3.1 document as the check of an answer needs.
 * @typedef {object} OpenApiDocument
 * @property {Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>} paths
 * @property {Readonly<Record<string, object>>} [webhooks]
 * @property {{ readonly responses?: Readonly<Record<string, DocumentedResponse>>, readonly schemas?: object }} [components]
 *
 * An answer as it came over the wire.
 * @typedef {object} Answer
 * @property {string} method
 * @property {string} path without the query
 * @property {number} status
 * @property {string} contentType media type without parameters; empty when there is none
 * @property {unknown} body the parsed JSON, or the text of any other type
 *
 * @typedef {(reason: string) => never} Deviate
 */

const JSON_TYPE = /^application\/(.+\+)?json$/;
const PROBLEM_TYPE = 'application/problem+json';
const DOCUMENT_ID = 'openapi';
/** Formats of the document's own, which its introduction explains. */
const SAID_IN_WORDS = ['line', 'time-zone', 'recurrence-rule', 'local-date-time'];
const SHARED = '#/components/responses/';

/** Compares answers with an OpenAPI document. */
export class Contract {
  #document;
  #ajv = new Ajv2020({ strict: false, allErrors: true });
  /** @type {Map<string, import('ajv').ValidateFunction>} */
  #validators = new Map();
  #routes;

  /** @param {OpenApiDocument} document */
  constructor(document) {
    this.#document = document;
    addFormats.default(this.#ajv);
    for (const format of SAID_IN_WORDS) this.#ajv.addFormat(format, true);
    this.#ajv.addSchema(/** @type {object} */ (closeObjects(document)), DOCUMENT_ID, false, false);
    this.#routes = Object.keys(document.paths)
      // What is fixed wins over a parameter, as it does in the router.
      .sort((a, b) => parameters(a) - parameters(b) || b.length - a.length)
      .map((template) => ({ template, pattern: patternOf(template) }));
  }

  /** Reads the committed document. */
  static fromFile(path = join(import.meta.dirname, '..', '..', 'openapi', 'openapi.json')) {
    return new Contract(/** @type {OpenApiDocument} */ (JSON.parse(readFileSync(path, 'utf8'))));
  }

  /**
   * @param {string} path
   * @returns {string | null} the documented path that this one is an instance of, for example `/api/v1/users/{id}`
   */
  templateOf(path) {
    return this.#routes.find(({ pattern }) => pattern.test(path))?.template ?? null;
  }

  /**
   * @param {Answer} answer
   * @throws {Error} that says what the answer has and the document does not, or the other way round
   */
  check(answer) {
    const { method, path, status, contentType, body } = answer;
    /** @type {Deviate} */
    const deviate = (reason) => {
      throw new Error(
        `${method} ${path} answered ${status} ${contentType}, which deviates from the OpenAPI document: ${reason}\n` +
          (typeof body === 'string' ? body : JSON.stringify(body, null, 2)).slice(0, 2000),
      );
    };
    const template = this.templateOf(path);
    const operation = template === null ? undefined : this.#document.paths[template]?.[method.toLowerCase()];
    if (template === null || !operation) {
      if (![404, 405].includes(status)) deviate('the operation is not documented.');
      if (contentType !== PROBLEM_TYPE) deviate(`an error is ${PROBLEM_TYPE}.`);
      this.#checkBody(body, ['components', 'schemas', 'Problem'], deviate);
      return;
    }
    const key = String(status) in operation.responses ? String(status) : 'default';
    const used = operation.responses[key];
    if (!used) return deviate(`only ${Object.keys(operation.responses).join(', ')} are documented.`);
    const shared = '$ref' in used ? used.$ref.slice(SHARED.length) : null;
    const response = '$ref' in used ? (this.#document.components?.responses?.[shared ?? ''] ?? {}) : used;
    const types = Object.keys(response.content ?? {});
    if (types.length === 0 && contentType === '') return;
    if (!types.includes(contentType)) deviate(`${types.join(', ') || 'no content'} is documented.`);
    if (!JSON_TYPE.test(contentType)) return;
    const place =
      shared === null
        ? ['paths', template, method.toLowerCase(), 'responses', key]
        : ['components', 'responses', shared];
    const steps = [...place, 'content', contentType, 'schema'];
    this.#checkBody(body, steps, deviate);
  }

  /**
   * Compares a message to a webhook.
   * @param {{ readonly type?: unknown }} message
   * @throws {Error} that says what the message has and the document does not, or the other way round
   */
  checkWebhook(message) {
    const type = String(message.type);
    /** @type {Deviate} */
    const deviate = (reason) => {
      throw new Error(`The webhook ${type} deviates from the OpenAPI document: ${reason}\n${JSON.stringify(message)}`);
    };
    if (!this.#document.webhooks?.[type]) return deviate('it is not documented.');
    const steps = ['webhooks', type, 'post', 'requestBody', 'content', 'application/json', 'schema'];
    this.#checkBody(message, steps, deviate);
  }

  /**
   * @param {unknown} body
   * @param {readonly string[]} steps
   * @param {Deviate} deviate
   */
  #checkBody(body, steps, deviate) {
    const validate = this.#validator(`${DOCUMENT_ID}#/${steps.map(pointerToken).join('/')}`);
    if (!validate(body))
      deviate(`\n  ${this.#ajv.errorsText(validate.errors, { dataVar: 'body', separator: '\n  ' })}`);
  }

  /** @param {string} reference */
  #validator(reference) {
    const known = this.#validators.get(reference);
    if (known) return known;
    const validate = this.#ajv.compile({ $ref: reference });
    this.#validators.set(reference, validate);
    return validate;
  }
}

/** @param {string} template */
function parameters(template) {
  return template.split('{').length;
}

/** @param {string} template */
function patternOf(template) {
  const source = template
    .split(/\{[^}]+\}/)
    .map((fixed) => fixed.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]+');
  return new RegExp(`^${source}/?$`);
}

/** @param {string} step */
function pointerToken(step) {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** Keywords whose schemas are parts of a composition; the siblings of a part say what else the object may have. */
const COMPOSITIONS = ['allOf', 'anyOf', 'oneOf'];
const PLAIN_VALUES = ['example', 'examples', 'enum', 'const', 'default'];

/**
 * A copy in which objects have no more members than the document says: every use of a schema is closed as a whole,
 * the named schemas themselves and the parts of compositions stay open.
 * @param {unknown} value
 * @returns {unknown}
 */
function closeObjects(value, isPart = false) {
  if (Array.isArray(value)) return value.map((item) => closeObjects(item, isPart));
  if (typeof value !== 'object' || value === null) return value;
  /** @type {Record<string, unknown>} */
  const copy = {};
  for (const [key, member] of Object.entries(value)) {
    if (PLAIN_VALUES.includes(key)) copy[key] = member;
    else if (key === 'schemas') copy[key] = mapValues(member, (schema) => closeObjects(schema, true));
    else if (key === 'properties') copy[key] = mapValues(member, (schema) => closeObjects(schema));
    else copy[key] = closeObjects(member, COMPOSITIONS.includes(key));
  }
  const describesMembers = ['$ref', 'properties', ...COMPOSITIONS].some((key) => key in copy);
  if (describesMembers && !isPart && !('additionalProperties' in copy)) copy['unevaluatedProperties'] = false;
  return copy;
}

/**
 * @param {object} record
 * @param {(value: unknown) => unknown} change
 */
function mapValues(record, change) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
