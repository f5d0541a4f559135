import type { INestApplication, Type } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { ErrorDefinition } from '../../kernel/coded-error.js';
import {
  INTERNAL_ERROR,
  MALFORMED_BODY,
  MALFORMED_CURSOR,
  NOT_FOUND,
  PAYLOAD_TOO_LARGE,
  RATE_LIMITED,
  SERVICE_UNAVAILABLE,
  UNSUPPORTED_MEDIA_TYPE,
  VALIDATION_FAILED,
} from '../../kernel/common-errors.js';
import { ACCESS_RULE, type AccessRule } from '../access/access.decorator.js';
import { API_KEY_REFUSED, INSUFFICIENT_SCOPE } from '../access/access.errors.js';
import { scopeOf } from '../access/key-access.js';
import type { Scope } from '../access/scopes.js';
import { PROBLEMS } from './problems.decorator.js';
import { DEPRECATED, type Deprecation } from './deprecated.decorator.js';
import { addAnswerExamples } from './answer-examples.js';
import { API_INTRODUCTION } from './api-introduction.js';
import { nameBodies } from './body-of-kinds.js';
import { referToBases } from './inherited-members.js';
import { webhookParts } from './documented-webhooks.js';
import { addExamples } from './examples.js';
import { describedOperation } from './operation-description.js';
import { operationIdOf } from './operation-ids.js';
import { ProblemDto } from './problem.dto.js';
import { tellPlainTypes } from './plain-types.js';
import { problemMembers, ProblemResponses } from './problem-responses.js';
import { RATE_LIMIT, type RateLimitRule } from './rate-limit.guard.js';
import { CREATED_AT, DIGESTED, VERSIONED } from './resource.decorators.js';
import { IDEMPOTENT } from './idempotency.js';
import { registeredFeatures } from '../features/registered-features.js';
import { shareParameters } from './shared-parameters.js';
import { addUsualExamples } from './usual-examples.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Headers = NonNullable<NonNullable<OpenAPIObject['components']>['headers']>;

/** Extension with the scope that an API key needs: security requirements have scopes for OAuth 2 only. */
const REQUIRED_SCOPE = 'x-required-scope';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Builds the OpenAPI document from the decorators, and adds the responses that every route of its shape has. */
export function buildDocument(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Lyceum API')
    .setDescription(API_INTRODUCTION)
    .setVersion(version)
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addServer('/', 'This server')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'The access token of a sign-in.',
    })
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'lyk_',
        description: 'An API key. Each operation lists the scope that it needs; a `:write` scope includes `:read`.',
      },
      'apiKey',
    )
    .build();
  const handlers = handlersByName(app);
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => handlers.get(`${controller}.${method}`)?.id ?? method,
    extraModels: [ProblemDto, ...problemMembers()],
  });
  const byId = new Map([...handlers.values()].map((handler) => [handler.id, handler]));
  const completed: Completed[] = [];
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) completed.push(complete(method, operation, byId.get(operation.operationId ?? '')));
    }
  }
  const answers = new ProblemResponses();
  for (const { problems } of completed) answers.count(problems);
  for (const { operation, problems } of completed) answers.addTo(operation.responses, problems);
  const tags = new Set(completed.flatMap(({ operation }) => operation.tags ?? []));
  document.tags = [...tags]
    .sort((a, b) => a.localeCompare(b))
    .map((name) => ({ name, description: descriptionOf(name) }));
  const plain = withPlainReferences(document);
  const operations = Object.values(plain.paths).flatMap((path) => METHODS.flatMap((method) => path[method] ?? []));
  const { webhooks, ...ofWebhooks } = webhookParts();
  const responses = { ...answers.responses, NotModified: NOT_MODIFIED, ...ofWebhooks.responses };
  const schemas = { ...plain.components?.schemas, ...answers.schemas, ...ofWebhooks.schemas };
  nameBodies(operations, schemas);
  addExamples(operations, schemas);
  tellPlainTypes(schemas);
  addUsualExamples(schemas);
  referToBases(schemas);
  plain.components = {
    ...plain.components,
    examples: addAnswerExamples(operations, ({ operationId = '' }) => byId.get(operationId)?.method, schemas),
    headers: usedHeaders([plain.paths, responses]),
    parameters: { ...shareParameters(operations), ...ofWebhooks.parameters },
    responses,
    schemas,
  };
  return sortedByPath({ ...plain, webhooks });
}

/** Unwraps an `allOf` of one reference, which OpenAPI 3.0 needed for a description beside it; 3.1 does not. */
function withPlainReferences<T>(part: T): T {
  if (Array.isArray(part)) return part.map(withPlainReferences) as T;
  if (typeof part !== 'object' || part === null) return part;
  const { allOf, ...rest } = part as { allOf?: object[] };
  const [only] = Array.isArray(allOf) && allOf.length === 1 ? allOf : [];
  const plain = only && '$ref' in only ? { ...rest, ...only } : part;
  return Object.fromEntries(Object.entries(plain).map(([name, member]) => [name, withPlainReferences(member)])) as T;
}

/** Description of a tag; a controller names its tag with `@ApiTags`, and a descriptor describes it. */
function descriptionOf(tag: string): string {
  if (tag === 'Health') return 'Whether the system works.';
  const description = registeredFeatures().flatMap(({ tags }) => tags?.[tag] ?? [])[0];
  if (description === undefined) throw new Error(`No feature describes the tag ${tag}.`);
  return description;
}

interface Handler {
  readonly id: string;
  readonly method: (...args: never[]) => unknown;
  readonly controller: object;
}

/** Handlers by class and method, which is all that the Swagger module knows of an operation. */
function handlersByName(app: INestApplication): Map<string, Handler> {
  const scanner = new MetadataScanner();
  const found = new Map<string, Handler>();
  for (const { metatype } of new DiscoveryService(app.get(ModulesContainer)).getControllers()) {
    if (typeof metatype !== 'function') continue;
    const controller = metatype as Type<unknown>;
    const prototype = controller.prototype as Record<string, (...args: never[]) => unknown>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const method = prototype[name];
      if (method) found.set(`${controller.name}.${name}`, { id: operationIdOf(controller, name), method, controller });
    }
  }
  return found;
}

interface Completed {
  readonly operation: Operation;
  readonly problems: readonly ErrorDefinition[];
}

function complete(method: (typeof METHODS)[number], operation: Operation, handler: Handler | undefined): Completed {
  const metadata = <T>(key: string): T | undefined =>
    handler && (Reflect.getMetadata(key, handler.method) as T | undefined);
  const ofController = <T>(key: string): T | undefined =>
    handler && (Reflect.getMetadata(key, handler.controller) as T | undefined);
  const declared = [
    ...(metadata<ErrorDefinition[]>(PROBLEMS) ?? []),
    ...(ofController<ErrorDefinition[]>(PROBLEMS) ?? []),
  ];
  const access = metadata<AccessRule>(ACCESS_RULE) ?? ofController<AccessRule>(ACCESS_RULE);
  const scope = handler ? scopeOf(handler.controller, handler.method) : null;
  operation.security = securityOf(access, scope);
  if (scope !== null) Object.assign(operation, { [REQUIRED_SCOPE]: scope });
  const ofKeys = access && access.signIn !== 'none' ? [scope === null ? API_KEY_REFUSED : INSUFFICIENT_SCOPE] : [];
  const problems = new Set([...declared, ...ofKeys, ...ofShape(method, operation)]);
  const limit = metadata<RateLimitRule>(RATE_LIMIT) ?? ofController<RateLimitRule>(RATE_LIMIT);
  operation.description = describedOperation(operation.description, access, scope, limit?.policy);
  const deprecation = metadata<Deprecation>(DEPRECATED);
  if (deprecation) operation.deprecated = true;
  const isTagged = metadata(VERSIONED) !== undefined || metadata(DIGESTED) !== undefined;
  for (const [status, response] of Object.entries(operation.responses)) {
    if (!response || '$ref' in response || Number(status) >= 400) continue;
    const headers = {
      ...response.headers,
      ...(metadata(CREATED_AT) ? { Location: headerRef('Location') } : {}),
      ...(isTagged && response.content ? { ETag: headerRef('ETag') } : {}),
      ...(metadata(IDEMPOTENT) ? { 'Idempotency-Replayed': headerRef('IdempotencyReplayed') } : {}),
      ...(deprecation ? { Deprecation: headerRef('Deprecation'), Warning: headerRef('Warning') } : {}),
      ...(deprecation?.sunset ? { Sunset: headerRef('Sunset') } : {}),
    };
    if (Object.keys(headers).length > 0) response.headers = headers;
    else delete response.headers;
  }
  if (isTagged && method === 'get') operation.responses['304'] = { $ref: '#/components/responses/NotModified' };
  return { operation, problems: [...problems] };
}

/** The empty security requirement makes the token optional (OpenAPI 3.1, section 4.8.30). */
function securityOf(access: AccessRule | undefined, scope: Scope | null): NonNullable<Operation['security']> {
  if (!access || access.signIn === 'none') return [];
  return [{ bearer: [] }, ...(scope === null ? [] : [{ apiKey: [] }]), ...(access.signIn === 'optional' ? [{}] : [])];
}

/** Errors by the shape of the operation; malformed bodies are refused even where none is expected. */
function ofShape(method: (typeof METHODS)[number], operation: Operation): ErrorDefinition[] {
  const parameters = operation.parameters ?? [];
  const hasIdParameter = parameters.some((parameter) => 'in' in parameter && parameter.in === 'path');
  const takesCursor = parameters.some((parameter) => 'in' in parameter && parameter.name === 'cursor');
  return [
    VALIDATION_FAILED,
    ...(method !== 'get' ? [MALFORMED_BODY, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE] : []),
    ...(takesCursor ? [MALFORMED_CURSOR] : []),
    ...(hasIdParameter ? [NOT_FOUND] : []),
    RATE_LIMITED,
    INTERNAL_ERROR,
    SERVICE_UNAVAILABLE,
  ];
}

const HEADERS = {
  RequestId: { description: 'Names this request in the logs.', schema: { type: 'string' } },
  Location: { description: 'Where the created resource is.', schema: { type: 'string', format: 'uri-reference' } },
  ETag: { description: 'The version of the resource, for `If-Match`.', schema: { type: 'string' } },
  IdempotencyReplayed: {
    description: '`true` when this is the stored first answer.',
    schema: { type: 'string', enum: ['true'] },
  },
  RetryAfter: { description: 'Seconds to wait.', schema: { type: 'integer' } },
  Deprecation: {
    description: 'Since when the operation is deprecated: `@` and seconds since 1970 (RFC 9745).',
    schema: { type: 'string' },
  },
  Warning: {
    description: 'That the operation is deprecated, in words, with the code 299 (RFC 7234).',
    schema: { type: 'string' },
  },
  Sunset: {
    description: 'From when on the operation may not answer any more (RFC 8594).',
    schema: { type: 'string' },
  },
} satisfies Headers;

const NOT_MODIFIED = {
  description: 'Not changed since the version in `If-None-Match`.',
  headers: { ETag: headerRef('ETag') },
};

/** The headers that are referenced. */
function usedHeaders(parts: readonly object[]): Headers {
  const text = JSON.stringify(parts);
  return Object.fromEntries(
    Object.entries(HEADERS).filter(([name]) => text.includes(`"#/components/headers/${name}"`)),
  );
}

function headerRef(name: keyof typeof HEADERS): { $ref: string } {
  return { $ref: `#/components/headers/${name}` };
}

function sortedByPath(document: OpenAPIObject): OpenAPIObject {
  const entries = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  document.paths = entries(document.paths);
  if (document.components?.schemas) document.components.schemas = entries(document.components.schemas);
  return document;
}
