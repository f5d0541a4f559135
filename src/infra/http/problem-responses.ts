import type { Type } from '@nestjs/common';
import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import type { ErrorDefinition } from '../../kernel/coded-error.js';
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

/** Names for what most operations answer; all others are called after their codes. */
const NAMES: Readonly<Record<string, string>> = {
  'malformed_body,validation_failed': 'UnreadableOrInvalid',
  'api_key_expired,api_key_invalid,api_key_revoked,session_ended,token_expired,token_invalid,token_missing':
    'NotSignedIn',
  'api_key_expired,api_key_invalid,api_key_revoked,session_ended,token_expired,token_invalid': 'TokenRefused',
};

const members = new Map<string, Type>();

/** Declares which members of its own a problem of this code has (RFC 9457, section 3.2): the properties of a DTO. */
export function describeProblem(definition: ErrorDefinition, own: Type): void {
  members.set(definition.code, own);
}

/** The DTOs of such members, which the document has as schemas. */
export function problemMembers(): Type[] {
  return [...new Set(members.values())];
}

/**
 * The error answers of a document: one schema for each code, one shared response for each set of codes that operations
 * answer with one status. A client narrows a union by `code`.
 */
export class ProblemResponses {
  private readonly definitions = new Map<string, ErrorDefinition>();
  private readonly uses = new Map<string, { count: number; readonly definitions: readonly ErrorDefinition[] }>();

  /** Counts what an operation can answer. */
  count(problems: readonly ErrorDefinition[]): void {
    for (const definitions of byStatus(problems).values()) {
      for (const definition of definitions) this.definitions.set(definition.code, definition);
      const use = this.uses.get(keyOf(definitions));
      if (use) use.count += 1;
      else this.uses.set(keyOf(definitions), { count: 1, definitions });
    }
  }

  /** Adds them to the responses of an operation; to be called once all operations are counted. */
  addTo(responses: Responses, problems: readonly ErrorDefinition[]): void {
    for (const [status, definitions] of byStatus(problems)) {
      const declared = responses[status];
      const own = declared && 'content' in declared ? declared.content : undefined;
      if (own) responses[status] = responseOf(status, definitions, own);
      else responses[status] = this.isShared(definitions) ? referenceTo(definitions) : responseOf(status, definitions);
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
      named
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, definitions]) => [name, responseOf(statusOf(definitions), definitions)]),
    );
  }

  private isShared(definitions: readonly ErrorDefinition[]): boolean {
    return (this.uses.get(keyOf(definitions))?.count ?? 0) > 1;
  }
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

const statusOf = ([first]: readonly ErrorDefinition[]) => String(first ? STATUS_OF_KIND[first.kind] : 500);

const pascal = (code: string) => code.replace(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase());

const schemaName = ({ code }: ErrorDefinition) => `${pascal(code)}Problem`;

function responseName(definitions: readonly ErrorDefinition[]): string {
  return NAMES[keyOf(definitions)] ?? definitions.map(({ code }) => pascal(code)).join('Or');
}

function referenceTo(definitions: readonly ErrorDefinition[]): Reference {
  return { $ref: `#/components/responses/${responseName(definitions)}` };
}

const schemaPath = (definition: ErrorDefinition) => `#/components/schemas/${schemaName(definition)}`;

function responseOf(
  status: string,
  definitions: readonly ErrorDefinition[],
  content: Extract<Response, { content?: object }>['content'] = {},
): Response {
  const [only] = definitions;
  const schema: Schema =
    only && definitions.length === 1
      ? { $ref: schemaPath(only) }
      : {
          oneOf: definitions.map((definition) => ({ $ref: schemaPath(definition) })),
          discriminator: {
            propertyName: 'code',
            mapping: Object.fromEntries(definitions.map((definition) => [definition.code, schemaPath(definition)])),
          },
        };
  return {
    description:
      only && definitions.length === 1 ? only.title : definitions.map(({ code }) => `\`${code}\``).join(', '),
    headers: {
      'X-Request-Id': { $ref: '#/components/headers/RequestId' },
      ...(status === '429' || status === '503' ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } : {}),
    },
    content: { ...content, [PROBLEM_JSON]: { schema } },
  };
}

/** What all problems have, what this one has beside it, and the code that tells it from the others. */
function schemaOf(definition: ErrorDefinition): Schema {
  const { code, kind, description } = definition;
  const own = members.get(code);
  const parts = [ProblemDto, ...(own ? [own] : [])].map((type) => ({ $ref: getSchemaPath(type) }));
  const status = STATUS_OF_KIND[kind];
  return {
    type: 'object',
    description,
    allOf: parts,
    required: ['code', 'status'],
    properties: {
      code: { type: 'string', const: code },
      status: { type: 'integer', const: status },
    },
  } as Schema;
}
