import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ComposedExamples } from '../../src/infra/http/composed-examples.js';
import { EXAMPLE_IDS } from '../../src/infra/http/example-ids.js';
import type { Schema } from '../support/json-schema.js';
import { PROMISED, promisedBy } from '../contract/promised-states.js';
import { Contract } from '../support/contract.mjs';

/*
 * What readers of the document show as the answer of an operation is composed of the examples of its parts. Whoever adds a
 * property gives it an example, unless its name says what it is (`src/infra/http/usual-examples.ts`).
 */

interface MediaType {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Named<{ readonly $ref: string }>;
}
interface Content {
  readonly content?: Readonly<Record<string, MediaType>>;
}
type Named<T> = Readonly<Record<string, T>>;
interface Operation {
  readonly operationId: string;
  readonly responses: Named<Content & { readonly $ref?: string }>;
}
interface Document {
  readonly paths: Named<Named<Operation>>;
  readonly webhooks: Named<{ readonly post: { readonly requestBody: Content } }>;
  readonly components: {
    readonly schemas: Named<Schema>;
    readonly responses: Named<Content>;
    readonly examples: Named<{ readonly value: unknown }>;
  };
}

const document = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'openapi', 'openapi.json'), 'utf8'),
) as Document;
const contract = new Contract(document);
const composed = new ComposedExamples(document.components.schemas);

interface Shown {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}

function exampleOf({ example, examples = {}, schema }: MediaType, name: string): unknown {
  if (example !== undefined) return example;
  const usual = composed.of(schema, name);
  const [own] = Object.values(examples);
  return own ? document.components.examples[own.$ref.split('/').at(-1) ?? '']?.value : usual;
}

const answers: [string, Shown][] = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).flatMap(([method, { operationId, responses }]) =>
    Object.entries(responses)
      .filter(([status]) => status.startsWith('2'))
      .flatMap(([status, response]) => {
        const { content = {} } = document.components.responses[response.$ref?.split('/').at(-1) ?? ''] ?? response;
        return Object.entries(content).map(([contentType, media]): [string, Shown] => {
          const name = `${method.toUpperCase()} ${path} ${status}`;
          const body = exampleOf(media, name);
          return [name, { operationId, method, path, status: Number(status), contentType, body }];
        });
      }),
  ),
);

const messages = Object.entries(document.webhooks).map(([name, { post }]): [string, unknown] => {
  const media = post.requestBody.content?.['application/json'];
  return [name, media && exampleOf(media, name)];
});

/** What generators write where they know nothing. */
const PLACEHOLDERS = [/"(?:string|lorem[^"]*|foo|bar)"/i, /"0{8}-/, /"(?:0001|1970)-/, /additionalProp/];

/** Begins before it ends, is made before it is changed or at once with it. */
const ORDERED = [
  ['start', 'end'],
  ['from', 'to'],
  ['createdAt', 'updatedAt'],
  ['createdAt', 'expiresAt'],
  ['startedAt', 'finishedAt'],
] as const;

function disorderIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const members = part as Readonly<Record<string, unknown>>;
  const own = ORDERED.filter(([first, second]) => {
    const [before, after] = [members[first], members[second]];
    if (typeof before !== 'string' || typeof after !== 'string') return false;
    return before > after || (before === after && second !== 'updatedAt');
  }).map((names) => `${names.join(', ')} of ${JSON.stringify(part)}`);
  return [...own, ...Object.values(members).flatMap(disorderIn)];
}

it('every property of an answer or a webhook has an example', () => {
  expect(answers.length).toBeGreaterThan(150);
  expect(messages.length).toBeGreaterThan(10);
  expect([...composed.missing]).toEqual([]);
});

it('what is shown as an answer is one', () => {
  for (const [, answer] of answers) contract.check(answer);
});

it('what is shown as a webhook is one', () => {
  for (const [, message] of messages) contract.checkWebhook(message as { readonly type?: unknown });
});

it('nothing that is shown is a placeholder, or in an impossible order', () => {
  const shown = [...answers.map(([name, { body }]) => [name, body] as const), ...messages];
  const empty = shown.filter(([, body]) => PLACEHOLDERS.some((placeholder) => placeholder.test(JSON.stringify(body))));
  expect(empty.map(([name]) => name)).toEqual([]);
  expect(shown.flatMap(([name, body]) => disorderIn(body).map((fault) => `${name}: ${fault}`))).toEqual([]);
});

it('no two examples have one id', () => {
  const ids = Object.values(EXAMPLE_IDS);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

/** What they do is to make or to change something as their body says, which any example of its type shows. */
const PLAIN_VERBS = /\.(?:create|update|replace|query|record|request)/;

it('what is shown as an answer has the state that its operation promises', () => {
  const changing = answers.filter(([, { method }]) => method !== 'get').map(([, answer]) => answer);
  const unknown = changing
    .filter(({ operationId, status }) => promisedBy(operationId, status) === undefined)
    .map(({ operationId }) => operationId)
    .filter((id) => !PLAIN_VERBS.test(id));
  expect(unknown).toEqual([]);
  const seen = new Set<string>();
  for (const [, { operationId, status, body }] of answers) {
    const promised = promisedBy(operationId, status);
    if (!promised) continue;
    seen.add(operationId in PROMISED ? operationId : `${operationId} ${status}`);
    expect({ operationId, body }).toEqual({ operationId, body: expect.objectContaining(promised) as unknown });
  }
  expect(Object.keys(PROMISED).filter((name) => !seen.has(name))).toEqual([]);
});
