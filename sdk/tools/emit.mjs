import { pascal } from './api.mjs';

const HEAD = '// Generated from the OpenAPI document.\n';

/** What operations may answer that is no business of theirs. */
const EVERYWHERE = new Set([
  'internal_error',
  'service_unavailable',
  'rate_limited',
  'validation_failed',
  'malformed_body',
  'payload_too_large',
  'unsupported_media_type',
  'token_missing',
  'token_invalid',
  'token_expired',
  'session_ended',
  'api_key_invalid',
  'api_key_expired',
  'api_key_revoked',
  'account_deactivated',
  'insufficient_scope',
]);

/** What no document can say of an operation. */
const SIGNS = /** @type {Record<string, string>} */ ({
  'auth.register': 'in',
  'auth.login': 'in',
  'auth.refresh': 'in',
  'auth.logout': 'out',
  'users.deleteMe': 'closing',
});

/** @param {import('./api.mjs').Api} api */
export function emitErrors(api) {
  const classes = api.errors.map(
    ({ code, status, schema, text }) =>
      `export interface ${pascal(code)} extends Members<${schema}> {}\n` +
      `${comment(`${text}\n\nStatus ${status}, code \`${code}\`.`)}` +
      `export class ${pascal(code)} extends ProblemError {\n` +
      `  static override readonly code = '${code}';\n  declare readonly code: '${code}';\n  declare readonly status: ${status};\n}\n`,
  );
  const schemas = api.errors.map(({ schema }) => schema).join(', ');
  return (
    `${HEAD}import { ProblemError } from '../errors.js';\n` +
    `import type { Problem, ${schemas} } from './schemas.js';\n\n` +
    `/** What a code brings along. */\ntype Members<T> = Omit<T, keyof Problem>;\n\n` +
    `/** Every code that the server knew when this package was made. */\n` +
    `export type ErrorCode =\n${api.errors.map(({ code }) => `  | '${code}'`).join('\n')};\n\n` +
    classes.join('\n')
  );
}

/** @param {import('./api.mjs').Api} api */
export function emitResources(api) {
  const resources = [...new Set(api.operations.map(({ resource }) => resource))].sort();
  const body = resources.map((resource) =>
    emitResource(
      resource,
      api.operations.filter((operation) => operation.resource === resource),
    ),
  );
  const types = new Set(api.operations.flatMap(typesOf));
  return (
    `${HEAD}import type { Call, ListCall } from '../call.js';\n` +
    `import type { Connection } from '../connection.js';\n` +
    `import { type NotificationEvent, notificationStream, type StreamOptions } from '../notification-stream.js';\n` +
    `import type { CallOptions, KeyedCallOptions, MatchCallOptions, Query } from '../options.js';\n` +
    `import { path } from '../url.js';\n` +
    `import { unwrapWebhook } from '../webhooks.js';\n` +
    `import type { ${[...types].sort().join(', ')} } from './schemas.js';\n\n` +
    `${body.join('\n')}\n` +
    `/** All resources of the API. */\nexport class Resources {\n` +
    resources.map((name) => `  readonly ${name}: ${pascal(name)}Api;\n`).join('') +
    `\n  constructor(readonly connection: Connection) {\n` +
    resources.map((name) => `    this.${name} = new ${pascal(name)}Api(connection);\n`).join('') +
    `  }\n}\n`
  );
}

/**
 * @param {string} resource
 * @param {import('./api.mjs').Operation[]} operations
 */
function emitResource(resource, operations) {
  const extra =
    resource === 'webhooks'
      ? '  /** Verifies and reads a message that your server was sent. @throws WebhookRefused */\n' +
        '  readonly unwrap = unwrapWebhook;\n\n'
      : '';
  return (
    `export class ${pascal(resource)}Api {\n${extra}` +
    `  constructor(private readonly connection: Connection) {}\n\n` +
    `${operations.map(emitOperation).join('\n')}}\n`
  );
}

/** @param {import('./api.mjs').Operation} operation */
function emitOperation(operation) {
  const { codes, text, isDeprecated, pathParameters, query, isStream } = operation;
  const throws = codes.filter((code) => !EVERYWHERE.has(code)).map(pascal);
  const note = [
    text.replace(/\s*\*\*Limit:\*\*.*$/s, ''),
    ...(isStream ? [] : pathParameters.map((one) => `@param ${one.name} ${one.text}`)),
    ...(query && !isStream ? [`@param query\n${query.text}`] : []),
    ...(throws.length > 0 ? [`@throws ${throws.join(', ')}`] : []),
    ...(isDeprecated ? ['@deprecated'] : []),
  ].join('\n\n');
  return indent(comment(note) + (operation.isStream ? streamMethod(operation) : method(operation)));
}

/** @param {import('./api.mjs').Operation} operation */
function streamMethod({ resource, verb }) {
  if (`${resource}.${verb}` !== 'notifications.stream')
    throw new Error(`Nothing reads the stream ${resource}.${verb}.`);
  return (
    `${verb}(options?: StreamOptions): AsyncGenerator<NotificationEvent, void, undefined> {\n` +
    `  return notificationStream(this.connection, options);\n}\n`
  );
}

/** @param {import('./api.mjs').Operation} operation */
function method(operation) {
  const { resource, verb, pathParameters, query, body, answer, item, isKeyed, isVersioned } = operation;
  const options = isKeyed ? 'KeyedCallOptions' : isVersioned ? 'MatchCallOptions' : 'CallOptions';
  const mark = (/** @type {{ isNeeded: boolean }} */ { isNeeded }) => (isNeeded ? '' : '?');
  const parameters = [
    ...pathParameters.map(({ name, type }) => `${name}: ${type}`),
    ...(body ? [`body${mark(body)}: ${body.type}`] : []),
    ...(query ? [`query${mark(query)}: Query<${query.type}>`] : []),
    `options?: ${isKeyed && isVersioned ? 'KeyedCallOptions & MatchCallOptions' : options}`,
  ];
  const template = operation.path.replace(/\{(\w+)\}/g, '${$1}');
  const signs = SIGNS[`${resource}.${verb}`];
  const members = [
    `method: '${operation.method}'`,
    `path: ${pathParameters.length > 0 ? `path\`${template}\`` : `'${template}'`}`,
    ...(body ? ['body'] : []),
    ...(query ? ['query'] : []),
    'options',
    ...(isKeyed ? ['isKeyed: true'] : []),
    ...(answer ? [] : ['isVoid: true']),
    ...(operation.textType ? [`textType: '${operation.textType}'`] : []),
    ...(operation.isOpen ? ['isOpen: true'] : []),
    ...(signs ? [`signs: '${signs}'`] : []),
  ];
  const type = item ? `ListCall<${item}>` : `Call<${answer ?? 'void'}>`;
  const call = item ? `list<${item}>` : `call<${answer ?? 'void'}>`;
  return `${verb}(${parameters.join(', ')}): ${type} {\n  return this.connection.${call}({ ${members.join(', ')} });\n}\n`;
}

/** @param {import('./api.mjs').Operation} operation */
function typesOf({ pathParameters, query, body, answer, item, isStream }) {
  if (isStream) return [];
  const types = [...pathParameters.map(({ type }) => type), query?.type, body?.type, item ?? answer];
  return types.flatMap((type) => (type && type !== 'string' && type !== 'number' ? [type] : []));
}

/** @param {string} text */
function comment(text) {
  const lines = text.replaceAll('*/', '* /').split('\n');
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

/** @param {string} text */
function indent(text) {
  return text.replace(/^(?=.)/gm, '  ');
}
