import type { OpenAPIObject } from '@nestjs/swagger';
import { ComposedExamples, type ExampleSchema } from './composed-examples.js';
import type { Schemas } from './schema-properties.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Examples = NonNullable<NonNullable<OpenAPIObject['components']>['examples']>;

interface AnswerExample {
  readonly name: string;
  readonly shows: object;
  readonly status: number | undefined;
}

const ANSWER_EXAMPLE = 'lyceum:answer-example';

/**
 * What the answer of a route shows that the usual example of its type does not, because the route has brought it about:
 * `@Shows('CancelledBooking', { status: 'cancelled' })`. Of a list it is every item, by what differs from the usual one. Routes that show the same
 * share it by its name.
 * @param status where only one of several shows it
 */
export function Shows(name: string, shows: object, status?: number): MethodDecorator {
  return (_target, _key, { value }: PropertyDescriptor) => {
    Reflect.defineMetadata(ANSWER_EXAMPLE, { name, shows, status } satisfies AnswerExample, value as object);
  };
}

/** Puts them beside the schemas of the answers. @returns the examples that they refer to */
export function addAnswerExamples(
  operations: readonly Operation[],
  methodOf: (operation: Operation) => object | undefined,
  schemas: Schemas,
): Examples {
  const composed = new ComposedExamples(schemas as Readonly<Record<string, ExampleSchema>>);
  const examples: Examples = {};
  for (const operation of operations) {
    const method = methodOf(operation);
    const example = method && (Reflect.getMetadata(ANSWER_EXAMPLE, method) as AnswerExample | undefined);
    if (!example) continue;
    const media = answersOf(operation, example.status);
    if (media.length === 0) throw new Error(`${operation.operationId} has no answer to show ${example.name}.`);
    for (const content of media) {
      const value = overlaid(composed.of(content.schema ?? {}, example.name), example.shows);
      const known = examples[example.name];
      if (known && JSON.stringify(known) !== JSON.stringify({ value }))
        throw new Error(`Two answers show different things as ${example.name}.`);
      examples[example.name] = { value };
      content.examples = { [example.name]: { $ref: `#/components/examples/${example.name}` } };
    }
  }
  return Object.fromEntries(Object.entries(examples).sort(([a], [b]) => a.localeCompare(b)));
}

interface Content {
  readonly schema?: ExampleSchema;
  examples?: Readonly<Record<string, { $ref: string }>>;
}

function answersOf({ responses }: Operation, wanted: number | undefined): Content[] {
  return Object.entries(responses).flatMap(([status, response]) => {
    const isMeant = wanted === undefined ? status.startsWith('2') : status === String(wanted);
    const content = isMeant && response && 'content' in response ? response.content?.['application/json'] : undefined;
    return content ? [content as Content] : [];
  });
}

function overlaid(usual: unknown, shown: unknown): unknown {
  if (Array.isArray(shown)) {
    const items = Array.isArray(usual) ? (usual as unknown[]) : [];
    return shown.map((item, index) => overlaid(items[index] ?? items[0], item));
  }
  if (!isObject(shown) || !isObject(usual)) return shown;
  const members = Object.entries(shown).map(([name, member]) => [name, overlaid(usual[name], member)]);
  return { ...usual, ...Object.fromEntries(members) };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
