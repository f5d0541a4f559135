/**
 * The OpenAPI document, read for what a client needs of it.
 * @typedef {{ name: string, type: string, text: string }} Parameter
 * @typedef {object} Operation
 * @property {string} resource `bookings` of `bookings.create`
 * @property {string} verb
 * @property {string} method in upper case
 * @property {string} path with its parameters in braces
 * @property {Parameter[]} pathParameters
 * @property {{ type: string, isNeeded: boolean, text: string } | null} query
 * @property {{ type: string, isNeeded: boolean } | null} body
 * @property {string | null} answer the schema of the answer, `string` for text, null for nothing
 * @property {string | null} item of lists: the schema of what they list
 * @property {boolean} isStream
 * @property {string | null} textType of an answer that is text
 * @property {boolean} isKeyed takes an `Idempotency-Key`
 * @property {boolean} isVersioned takes an `If-Match`
 * @property {boolean} isOpen needs no token
 * @property {boolean} isDeprecated
 * @property {string[]} codes of the errors that it answers
 * @property {string} text
 */

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const REF = /^#\/components\/(\w+)\/(.+)$/;

export class Api {
  /** @param {any} document */
  constructor(document) {
    this.document = document;
    /** @type {Record<string, any>} */
    this.querySchemas = {};
    /** @type {Operation[]} */
    this.operations = Object.entries(document.paths).flatMap(([path, item]) =>
      METHODS.filter((method) => item[method]).map((method) => this.operation(path, method, item[method])),
    );
    this.errors = this.errorSchemas();
  }

  /**
   * The document that types are made of: its schemas, those of queries, and the messages of webhooks as one.
   * @returns {object}
   */
  typesDocument() {
    const messages = Object.values(this.document.webhooks ?? {}).map(
      (/** @type {any} */ { post }) => post.requestBody.content['application/json'].schema,
    );
    const { schemas } = this.document.components;
    const added = { ...this.querySchemas, WebhookMessage: { oneOf: messages } };
    for (const name of Object.keys(added)) if (name in schemas) throw new Error(`There are two schemas ${name}.`);
    const { openapi, info } = this.document;
    return { openapi, info, paths: {}, components: { schemas: withKnownValues({ ...schemas, ...added }) } };
  }

  /**
   * @param {any} value
   * @returns {any} what a reference leads to
   */
  resolve(value) {
    const [, kind, name] = REF.exec(value?.$ref ?? '') ?? [];
    return kind && name ? this.document.components[kind][name] : value;
  }

  /**
   * @param {string} path
   * @param {string} method
   * @param {any} described
   * @returns {Operation}
   */
  operation(path, method, described) {
    const [resource = '', verb = ''] = described.operationId.split('.');
    const parameters = (described.parameters ?? []).map((/** @type {any} */ one) => this.resolve(one));
    const success = Object.entries(described.responses).find(([status]) => status.startsWith('2'));
    if (!success) throw new Error(`${described.operationId} answers no success.`);
    const content = this.resolve(success[1]).content ?? {};
    const schema = content['application/json']?.schema;
    const answer = schema ? nameOf(schema) : Object.keys(content).length > 0 ? 'string' : null;
    const headers = parameters.filter((/** @type {any} */ one) => one.in === 'header');
    const has = (/** @type {string} */ name) => headers.some((/** @type {any} */ one) => one.name === name);
    return {
      resource,
      verb,
      method: method.toUpperCase(),
      path,
      pathParameters: parameters
        .filter((/** @type {any} */ one) => one.in === 'path')
        .map((/** @type {any} */ one) => ({
          name: one.name,
          type: one.schema.$ref ? nameOf(one.schema) : one.schema.type === 'integer' ? 'number' : 'string',
          text: one.description ?? '',
        }))
        .sort(
          (/** @type {Parameter} */ a, /** @type {Parameter} */ b) =>
            path.indexOf(`{${a.name}}`) - path.indexOf(`{${b.name}}`),
        ),
      query: this.query(resource, verb, parameters),
      body: this.body(described),
      answer,
      item: this.itemOf(answer, parameters),
      isStream: 'text/event-stream' in content,
      textType: answer === 'string' ? (Object.keys(content)[0] ?? null) : null,
      isKeyed: has('Idempotency-Key'),
      isVersioned: has('If-Match'),
      isOpen: described.security?.length === 0,
      isDeprecated: described.deprecated === true,
      codes: this.codesOf(described),
      text: [described.summary, described.description].filter(Boolean).join('\n\n'),
    };
  }

  /**
   * @param {string} resource
   * @param {string} verb
   * @param {any[]} parameters
   */
  query(resource, verb, parameters) {
    const own = parameters.filter((one) => one.in === 'query');
    if (own.length === 0) return null;
    const type = `${pascal(resource)}${pascal(verb)}Query`;
    const required = own.filter((one) => one.required).map((one) => one.name);
    this.querySchemas[type] = {
      type: 'object',
      properties: Object.fromEntries(
        own.map(({ name, schema, description }) => [
          name,
          schema.$ref ? { allOf: [schema], description } : { ...schema, description },
        ]),
      ),
      required,
    };
    const text = own.map(({ name, description = '' }) => `- \`${name}\`: ${description}`).join('\n');
    return { type, isNeeded: required.length > 0, text };
  }

  /** @param {any} described */
  body(described) {
    const body = this.resolve(described.requestBody);
    const schema = body?.content['application/json']?.schema;
    return schema ? { type: nameOf(schema), isNeeded: body.required === true } : null;
  }

  /**
   * @param {string | null} answer
   * @param {any[]} parameters
   * @returns {string | null}
   */
  itemOf(answer, parameters) {
    const { data, meta } = this.document.components.schemas[answer ?? '']?.properties ?? {};
    const isPaged = parameters.some((one) => one.name === 'cursor' || one.name === 'page');
    return isPaged && data?.items && meta?.$ref === '#/components/schemas/PageMeta' ? nameOf(data.items) : null;
  }

  /** @param {any} described */
  codesOf(described) {
    const problems = Object.values(described.responses).flatMap((response) => {
      const schema = this.resolve(response).content?.['application/problem+json']?.schema;
      return this.leaves(schema);
    });
    return problems.map((schema) => schema.properties?.code?.const).filter(Boolean);
  }

  /**
   * @param {any} schema
   * @returns {any[]} the schemas of a union, or the one itself
   */
  leaves(schema) {
    const own = this.resolve(schema);
    if (!own) return [];
    return own.oneOf ? own.oneOf.flatMap((/** @type {any} */ one) => this.leaves(one)) : [own];
  }

  /** @returns {{ code: string, status: number, schema: string, text: string }[]} */
  errorSchemas() {
    return Object.entries(this.document.components.schemas).flatMap(([schema, { properties, description = '' }]) => {
      const code = properties?.code?.const;
      return schema.endsWith('Problem') && code
        ? [{ code, status: properties.status?.const, schema, text: description }]
        : [];
    });
  }
}

/**
 * Of values that an update may bring more of, those that are known, as with the codes of errors: others come through, and
 * misspelt ones do not compile.
 * @param {any} schemas
 */
function withKnownValues(schemas) {
  return JSON.parse(JSON.stringify(schemas), (_name, value) =>
    value?.['x-extensible-enum'] ? { ...value, enum: value['x-extensible-enum'] } : value,
  );
}

/**
 * @param {any} schema
 * @returns {string}
 */
function nameOf(schema) {
  const [, , name] = REF.exec(schema?.$ref ?? '') ?? [];
  if (!name) throw new Error(`A schema without a name: ${JSON.stringify(schema)}`);
  return name;
}

/** @param {string} text @returns {string} `BookingSeries` of `bookingSeries` and of `booking_series` */
export function pascal(text) {
  return text.replace(/(?:^|_)([a-z0-9])/g, (_all, letter) => letter.toUpperCase());
}
