/**
 * A Postman collection (format 2.1) of an OpenAPI document: a folder for each tag, a request for each operation with its first
 * example, one bearer token for all of them that signing in sets, and nothing that differs from one run to the next.
 *
 * @typedef {Record<string, any>} Json
 */

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** What answers with tokens, after which the other requests are signed in. */
const SIGNS_IN = ['auth.register', 'auth.login', 'auth.refresh'];
const KEEP_TOKENS = [
  'const { accessToken, refreshToken } = pm.response.json();',
  "if (accessToken) pm.collectionVariables.set('accessToken', accessToken);",
  "if (refreshToken) pm.collectionVariables.set('refreshToken', refreshToken);",
];

/** @param {Json} document @returns {Json} */
export function collectionOf(document) {
  const folders = document.tags.map((/** @type {Json} */ { name, description }) => ({
    name,
    description,
    item: operationsOf(document, name).map((operation) => itemOf(document, operation)),
  }));
  return {
    info: {
      name: document.info.title,
      description: `Made of the OpenAPI document. Set \`baseUrl\`, sign in with “Accounts”, and the other requests are signed in.`,
      version: document.info.version,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{accessToken}}', type: 'string' }] },
    variable: [
      { key: 'baseUrl', value: 'http://localhost:3000' },
      { key: 'accessToken', value: '' },
      { key: 'refreshToken', value: '' },
    ],
    item: folders.filter((/** @type {Json} */ { item }) => item.length > 0),
  };
}

/** Of what was kept before. @type {Record<string, Json>} */
const OWN_BODIES = { 'auth.refresh': { refreshToken: '{{refreshToken}}' } };

/** A line for each request, so that a change of one is a change of one line. @param {Json} collection */
export function collectionText(collection) {
  const { item, ...rest } = collection;
  const folders = item.map((/** @type {Json} */ { item: requests, ...folder }) => {
    const lines = requests.map((/** @type {Json} */ request) => JSON.stringify(request));
    return `${JSON.stringify(folder).slice(0, -1)},"item":[\n${lines.join(',\n')}\n]}`;
  });
  return `${JSON.stringify(rest).slice(0, -1)},"item":[\n${folders.join(',\n')}\n]}\n`;
}

/** @param {Json} document @param {string} tag @returns {Json[]} */
function operationsOf(document, tag) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]?.tags?.includes(tag)).map((method) => ({
      ...item[method],
      path,
      method,
      parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map((one) =>
        resolved(document, one),
      ),
    })),
  );
}

/** @param {Json} document @param {Json} operation @returns {Json} */
function itemOf(document, operation) {
  const { operationId, summary, description, path, method, parameters, requestBody, security } = operation;
  const among = (/** @type {string} */ place) => parameters.filter((/** @type {Json} */ one) => one.in === place);
  const body = requestBody && bodyOf(document, operationId, resolved(document, requestBody));
  const headers = among('header').map((/** @type {Json} */ one) => ({ ...pairOf(one), ...unlessNeeded(one) }));
  return {
    name: summary ?? operationId,
    ...(SIGNS_IN.includes(operationId)
      ? { event: [{ listen: 'test', script: { type: 'text/javascript', exec: KEEP_TOKENS } }] }
      : {}),
    request: {
      method: method.toUpperCase(),
      // The operation's id, by which the other documents call it.
      description: `\`${operationId}\`\n\n${description ?? ''}`.trim(),
      ...(security?.length === 0 ? { auth: { type: 'noauth' } } : {}),
      header: [...(body ? [{ key: 'Content-Type', value: 'application/json' }] : []), ...headers],
      ...(body ? { body } : {}),
      url: urlOf(path, among('path'), among('query')),
    },
  };
}

/** @param {string} path @param {Json[]} variables @param {Json[]} queries @returns {Json} */
function urlOf(path, variables, queries) {
  const value = (/** @type {string} */ name) => exampleOf(variables.find((one) => one.name === name) ?? {});
  // Postman knows variables that are whole segments; `{id}.ics` has the example itself.
  const segments = path
    .slice(1)
    .split('/')
    .map((segment) =>
      /^\{\w+\}$/.test(segment)
        ? `:${segment.slice(1, -1)}`
        : segment.replace(/\{(\w+)\}/g, (_all, /** @type {string} */ name) => value(name)),
    );
  const query = queries.map((one) => ({ ...pairOf(one), ...unlessNeeded(one) }));
  const needed = query.filter(({ disabled }) => !disabled).map(({ key, value: text }) => `${key}=${text}`);
  return {
    raw: `{{baseUrl}}/${segments.join('/')}${needed.length > 0 ? `?${needed.join('&')}` : ''}`,
    host: ['{{baseUrl}}'],
    path: segments,
    ...(query.length > 0 ? { query } : {}),
    ...(variables.length > 0
      ? { variable: variables.filter(({ name }) => segments.includes(`:${name}`)).map(pairOf) }
      : {}),
  };
}

/** @param {Json} document @param {string} operationId @param {Json} requestBody @returns {Json | null} */
function bodyOf(document, operationId, { content }) {
  const { example, examples = {} } = content['application/json'] ?? {};
  const [first] = Object.values(examples).map((one) => resolved(document, one));
  const value = OWN_BODIES[operationId] ?? example ?? first?.value;
  if (value === undefined) return null;
  return { mode: 'raw', raw: JSON.stringify(value, null, 2), options: { raw: { language: 'json' } } };
}

/** @param {Json} parameter */
function pairOf(parameter) {
  return { key: parameter.name, value: exampleOf(parameter), description: parameter.description };
}

/** @param {Json} parameter */
function unlessNeeded({ required }) {
  return required ? {} : { disabled: true };
}

/** @param {Json} parameter @returns {string} */
function exampleOf({ example, schema = {} }) {
  const value = example ?? schema.example ?? schema.default ?? schema.enum?.[0] ?? '';
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** @param {Json} document @param {Json} value @returns {Json} */
function resolved(document, value) {
  const { $ref: pointer } = value;
  if (typeof pointer !== 'string') return value;
  return pointer
    .slice(2)
    .split('/')
    .reduce((found, name) => found[name], document);
}
