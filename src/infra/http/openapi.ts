import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, getSchemaPath, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { ErrorDefinition } from '../../kernel/coded-error.js';
import {
  INTERNAL_ERROR,
  MALFORMED_BODY,
  NOT_FOUND,
  PAYLOAD_TOO_LARGE,
  RATE_LIMITED,
  SERVICE_UNAVAILABLE,
  UNSUPPORTED_MEDIA_TYPE,
  VALIDATION_FAILED,
} from '../../kernel/common-errors.js';
import { ACCESS_RULE, type AccessRule } from '../access/access.decorator.js';
import { PROBLEMS } from './problems.decorator.js';
import { DEPRECATED, type Deprecation } from './deprecated.decorator.js';
import { ProblemDto } from './problem.dto.js';
import { CREATED_AT, DIGESTED, VERSIONED } from './resource.decorators.js';
import { IDEMPOTENT } from './idempotency.js';
import { STATUS_OF_KIND } from './status-of-kind.js';
import { registeredFeatures } from '../features/registered-features.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];
interface Header {
  readonly description: string;
  readonly schema: { readonly type: 'string' | 'integer'; readonly format?: string; readonly enum?: string[] };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The OpenAPI document: what the decorators say, completed with what every route of its shape can answer. */
export function buildDocument(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Lyceum API')
    .setDescription(
      'The backend for places that teach and advise. Times are ISO 8601 with an offset in and UTC out, ids are UUIDv7, ' +
        'errors are RFC 9457 problem documents with a stable `code`, lists are `{data, meta}`.',
    )
    .setVersion(version)
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addServer('/', 'This server')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'The access token of a sign-in.',
    })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => operationId(controller, method),
    extraModels: [ProblemDto],
  });
  const handlers = handlersByOperation(app);
  const tags = new Set<string>();
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (!operation) continue;
      operation.tags?.forEach((tag) => tags.add(tag));
      complete(method, operation, handlers.get(operation.operationId ?? ''));
    }
  }
  allowExtensions(document.components?.schemas?.['Problem']);
  document.tags = [...tags].sort().map((name) => ({ name, description: descriptionOf(name) }));
  return sortedByPath(withPlainReferences(document));
}

/** RFC 9457, section 3.2: a problem may have members of its own, which the catalogue names under its code. */
function allowExtensions(problem: Schema | undefined): void {
  if (problem && !('$ref' in problem)) problem.additionalProperties = true;
}

/** An `allOf` of one reference is how OpenAPI 3.0 put a description beside it; 3.1 allows the two side by side. */
function withPlainReferences<T>(part: T): T {
  if (Array.isArray(part)) return part.map(withPlainReferences) as T;
  if (typeof part !== 'object' || part === null) return part;
  const { allOf, ...rest } = part as { allOf?: object[] };
  const [only] = Array.isArray(allOf) && allOf.length === 1 ? allOf : [];
  const plain = only && '$ref' in only ? { ...rest, ...only } : part;
  return Object.fromEntries(Object.entries(plain).map(([name, member]) => [name, withPlainReferences(member)])) as T;
}

/** What a tag is about; a controller names its tag with `@ApiTags`, and a descriptor describes it. */
function descriptionOf(tag: string): string {
  if (tag === 'Health') return 'Whether the system works.';
  const description = registeredFeatures().flatMap(({ tags }) => tags?.[tag] ?? [])[0];
  if (description === undefined) throw new Error(`No feature describes the tag ${tag}.`);
  return description;
}

function operationId(controller: string, method: string): string {
  const feature = controller.replace(/Controller$/, '');
  return feature.charAt(0).toLowerCase() + feature.slice(1) + method.charAt(0).toUpperCase() + method.slice(1);
}

interface Handler {
  readonly method: (...args: never[]) => unknown;
  readonly controller: object;
}

function handlersByOperation(app: INestApplication): Map<string, Handler> {
  const scanner = new MetadataScanner();
  const found = new Map<string, Handler>();
  for (const { metatype } of new DiscoveryService(app.get(ModulesContainer)).getControllers()) {
    if (typeof metatype !== 'function') continue;
    const prototype = metatype.prototype as Record<string, (...args: never[]) => unknown>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const method = prototype[name];
      if (method) found.set(operationId(metatype.name, name), { method, controller: metatype });
    }
  }
  return found;
}

function complete(method: (typeof METHODS)[number], operation: Operation, handler: Handler | undefined): void {
  const metadata = <T>(key: string): T | undefined =>
    handler && (Reflect.getMetadata(key, handler.method) as T | undefined);
  const ofController = <T>(key: string): T | undefined =>
    handler && (Reflect.getMetadata(key, handler.controller) as T | undefined);
  const declared = [
    ...(metadata<ErrorDefinition[]>(PROBLEMS) ?? []),
    ...(ofController<ErrorDefinition[]>(PROBLEMS) ?? []),
  ];
  const problems = new Set([...declared, ...ofShape(operation)]);
  operation.security ??= [];
  const access = metadata<AccessRule>(ACCESS_RULE) ?? ofController<AccessRule>(ACCESS_RULE);
  // The empty requirement says that the operation answers without a token, too (OpenAPI 3.1, section 4.8.30).
  if (access?.signIn === 'optional') operation.security = [...operation.security, {}];
  const deprecation = metadata<Deprecation>(DEPRECATED);
  if (deprecation) operation.deprecated = true;
  const isTagged = metadata(VERSIONED) !== undefined || metadata(DIGESTED) !== undefined;
  for (const [status, response] of Object.entries(operation.responses)) {
    if (!response || '$ref' in response || Number(status) >= 400) continue;
    response.headers = {
      ...response.headers,
      'X-Request-Id': REQUEST_ID,
      ...(metadata(CREATED_AT) ? { Location: LOCATION } : {}),
      ...(isTagged ? { ETag: ETAG } : {}),
      ...(metadata(IDEMPOTENT) ? { 'Idempotency-Replayed': REPLAYED } : {}),
      ...(deprecation ? { Deprecation: DEPRECATION } : {}),
      ...(deprecation?.sunset ? { Sunset: SUNSET } : {}),
    };
  }
  if (isTagged && method === 'get') {
    operation.responses['304'] = {
      description: 'Not changed since the version in `If-None-Match`.',
      headers: { ETag: ETAG },
    };
  }
  addProblems(operation, [...problems]);
}

function ofShape(operation: Operation): ErrorDefinition[] {
  const parameters = operation.parameters ?? [];
  const hasIdParameter = parameters.some((parameter) => 'in' in parameter && parameter.in === 'path');
  return [
    VALIDATION_FAILED,
    ...(operation.requestBody ? [MALFORMED_BODY, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE] : []),
    ...(hasIdParameter ? [NOT_FOUND] : []),
    RATE_LIMITED,
    INTERNAL_ERROR,
    SERVICE_UNAVAILABLE,
  ];
}

function addProblems(operation: Operation, problems: readonly ErrorDefinition[]): void {
  const statuses = [...new Set(problems.map(({ kind }) => STATUS_OF_KIND[kind]))].sort();
  for (const status of statuses) {
    const here = problems.filter(({ kind }) => STATUS_OF_KIND[kind] === status);
    const declared = operation.responses[status];
    operation.responses[status] = {
      description: here.map(({ code, title }) => `\`${code}\`: ${title}`).join(' '),
      headers: {
        'X-Request-Id': REQUEST_ID,
        ...(status === 429 || status === 503 ? { 'Retry-After': RETRY_AFTER } : {}),
      },
      content: {
        ...(declared && 'content' in declared ? declared.content : {}),
        'application/problem+json': {
          schema: { $ref: getSchemaPath(ProblemDto) },
          examples: Object.fromEntries(here.map((definition) => [definition.code, { value: example(definition) }])),
        },
      },
    };
  }
}

function example({ code, kind, title }: ErrorDefinition): object {
  return {
    type: `https://lyceum.example/docs/errors#${code}`,
    title,
    status: STATUS_OF_KIND[kind],
    instance: '/api/v1/…',
    code,
    requestId: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11',
  };
}

const REQUEST_ID: Header = { description: 'Names this request in the logs.', schema: { type: 'string' } };
const LOCATION: Header = {
  description: 'Where the created resource is.',
  schema: { type: 'string', format: 'uri-reference' },
};
const ETAG: Header = { description: 'The version of the resource, for `If-Match`.', schema: { type: 'string' } };
const REPLAYED: Header = {
  description: '`true` when this is the stored first answer.',
  schema: { type: 'string', enum: ['true'] },
};
const DEPRECATION: Header = {
  description: 'Since when the operation is deprecated: `@` and seconds since 1970 (RFC 9745).',
  schema: { type: 'string' },
};
const SUNSET: Header = {
  description: 'From when on the operation may not answer any more (RFC 8594).',
  schema: { type: 'string' },
};
const RETRY_AFTER: Header = { description: 'Seconds to wait.', schema: { type: 'integer' } };

function sortedByPath(document: OpenAPIObject): OpenAPIObject {
  const entries = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  document.paths = entries(document.paths);
  if (document.components?.schemas) document.components.schemas = entries(document.components.schemas);
  return document;
}
