import type { Type } from '@nestjs/common';
import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import type { ErrorDefinition } from '../../kernel/coded-error.js';
import {
  INTERNAL_ERROR,
  PAYLOAD_TOO_LARGE,
  RATE_LIMITED,
  SERVICE_UNAVAILABLE,
  UNSUPPORTED_MEDIA_TYPE,
} from '../../kernel/common-errors.js';
import { ProblemDto } from './problem.dto.js';
import { STATUS_OF_KIND } from './status-of-kind.js';

type Components = NonNullable<OpenAPIObject['components']>;
type Schema = NonNullable<Components['schemas']>[string];
type Response = NonNullable<Components['responses']>[string];
type Reference = Extract<Response, { $ref: string }>;
type Responses = OpenAPIObject['paths'][string]['get'] extends infer O | undefined
  ? O extends { responses: infer R }
    ? R
    : never
  : never;

const PROBLEM_JSON = 'application/problem+json';

/** Names of the most frequent responses; all others are named after their codes. */
const NAMES: Readonly<Record<string, string>> = {
  'malformed_body,validation_failed': 'UnreadableOrInvalid',
  'rate_limited,internal_error,service_unavailable': 'Unanswered',
  'payload_too_large,unsupported_media_type,rate_limited,internal_error,service_unavailable': 'UnansweredBody',
  'api_key_expired,api_key_invalid,api_key_revoked,session_ended,token_expired,token_invalid,token_missing':
    'NotSignedIn',
  'api_key_expired,api_key_invalid,api_key_revoked,session_ended,token_expired,token_invalid': 'TokenRefused',
};

/** Errors that any request can fail with; they go to the `default` response. */
const ANYWHERE: ReadonlySet<ErrorDefinition> = new Set([
  RATE_LIMITED,
  INTERNAL_ERROR,
  SERVICE_UNAVAILABLE,
  PAYLOAD_TOO_LARGE,
  UNSUPPORTED_MEDIA_TYPE,
]);

const members = new Map<string, Type>();

/** Declares the extension members of a problem (RFC 9457, section 3.2): the properties of a DTO. */
export function describeProblem(definition: ErrorDefinition, own: Type): void {
  members.set(definition.code, own);
}

/** The DTOs of extension members, for the schemas of the document. */
export function problemMembers(): Type[] {
  return [...new Set(members.values())];
}

/**
 * The error responses of the document: one schema for each code, one shared response for each set of codes that
 * operations have under one status, and `default` for those that any request can get. A client narrows the union by
 * `code`, a constant of each part; a discriminator would be redundant.
 */
export class ProblemResponses {
  private readonly definitions = new Map<string, ErrorDefinition>();
  private readonly uses = new Map<string, { count: number; readonly definitions: readonly ErrorDefinition[] }>();

  /** Counts the errors of an operation. */
  count(problems: readonly ErrorDefinition[]): void {
    for (const definitions of groupsOf(problems).values()) {
      for (const definition of definitions) this.definitions.set(definition.code, definition);
      const use = this.uses.get(keyOf(definitions));
      if (use) use.count += 1;
      else this.uses.set(keyOf(definitions), { count: 1, definitions });
    }
  }

  /** Adds the error responses to an operation; to be called once all operations are counted. */
  addTo(responses: Responses, problems: readonly ErrorDefinition[]): void {
    for (const [status, definitions] of groupsOf(problems)) {
      const declared = responses[status];
      const own = declared && 'content' in declared ? declared.content : undefined;
      if (own) responses[status] = responseOf(definitions, own);
      else responses[status] = this.isShared(definitions) ? referenceTo(definitions) : responseOf(definitions);
    }
  }

  get schemas(): Record<string, Schema> {
    const all = [...this.definitions.values()].sort((a, b) => a.code.localeCompare(b.code));
    return Object.fromEntries(all.map((definition) => [schemaName(definition), schemaOf(definition)]));
  }

  get responses(): Record<string, Response> {
    const shared = [...this.uses.values()].filter(({ definitions }) => this.isShared(definitions));
    const named = shared.map(({ definitions }) => [responseName(definitions), definitions] as const);
    return Object.fromEntries(
      named.sort(([a], [b]) => a.localeCompare(b)).map(([name, definitions]) => [name, responseOf(definitions)]),
    );
  }

  private isShared(definitions: readonly ErrorDefinition[]): boolean {
    return (this.uses.get(keyOf(definitions))?.count ?? 0) > 1;
  }
}

/**
 * Errors by status, or `default`. A status for which an operation has an error of its own has all its errors under the
 * status, because `default` is for the statuses that are not named.
 */
function groupsOf(problems: readonly ErrorDefinition[]): Map<string, ErrorDefinition[]> {
  const found = byStatus(problems);
  const general = [...found].filter(([, definitions]) => definitions.every((definition) => ANYWHERE.has(definition)));
  for (const [status] of general) found.delete(status);
  return found.set(
    'default',
    general.flatMap(([, definitions]) => definitions),
  );
}

function byStatus(problems: readonly ErrorDefinition[]): Map<string, ErrorDefinition[]> {
  const found = new Map<string, ErrorDefinition[]>();
  const sorted = [...problems].sort(
    (a, b) => STATUS_OF_KIND[a.kind] - STATUS_OF_KIND[b.kind] || a.code.localeCompare(b.code),
  );
  for (const definition of sorted) {
    const status = String(STATUS_OF_KIND[definition.kind]);
    found.set(status, [...(found.get(status) ?? []), definition]);
  }
  return found;
}

const keyOf = (definitions: readonly ErrorDefinition[]) => definitions.map(({ code }) => code).join(',');

const pascal = (code: string) => code.replace(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase());

const schemaName = ({ code }: ErrorDefinition) => `${pascal(code)}Problem`;

function responseName(definitions: readonly ErrorDefinition[]): string {
  return NAMES[keyOf(definitions)] ?? definitions.map(({ code }) => pascal(code)).join('Or');
}

function referenceTo(definitions: readonly ErrorDefinition[]): Reference {
  return { $ref: `#/components/responses/${responseName(definitions)}` };
}

const schemaPath = (definition: ErrorDefinition) => `#/components/schemas/${schemaName(definition)}`;

/** Statuses with `Retry-After`. */
const LATER: readonly number[] = [429, 503];

function responseOf(
  definitions: readonly ErrorDefinition[],
  content: Extract<Response, { content?: object }>['content'] = {},
): Response {
  const [only] = definitions;
  const schema: Schema =
    only && definitions.length === 1
      ? { $ref: schemaPath(only) }
      : { oneOf: definitions.map((definition) => ({ $ref: schemaPath(definition) })) };
  return {
    description:
      only && definitions.length === 1 ? only.title : definitions.map(({ code }) => `\`${code}\``).join(', '),
    headers: {
      'X-Request-Id': { $ref: '#/components/headers/RequestId' },
      ...(definitions.some(({ kind }) => LATER.includes(STATUS_OF_KIND[kind]))
        ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }
        : {}),
    },
    content: { ...content, [PROBLEM_JSON]: { schema } },
  };
}

/** Problem, its extension members, and `code` as a constant. */
function schemaOf(definition: ErrorDefinition): Schema {
  const { code, kind, description } = definition;
  const own = members.get(code);
  const parts = [ProblemDto, ...(own ? [own] : [])].map((type) => ({ $ref: getSchemaPath(type) }));
  const status = STATUS_OF_KIND[kind];
  return { description, allOf: parts, properties: { code: { const: code }, status: { const: status } } } as Schema;
}
