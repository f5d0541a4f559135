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
 * Response example of a route: what it changes about the usual example of the type, such as
 * `@Shows('CancelledBooking', { status: 'cancelled' })`. For lists it has every item, by its differences. Routes with
 * the same example share it by name.
 * @param status where only one of several responses has it
 */
export function Shows(name: string, shows: object, status?: number): MethodDecorator {
  return (_target, _key, { value }: PropertyDescriptor) => {
    Reflect.defineMetadata(ANSWER_EXAMPLE, { name, shows, status } satisfies AnswerExample, value as object);
  };
}

/** Members of a resource that was just created. */
const MADE = { version: 1, updatedAt: '2027-01-04T08:00:00.000Z' };

/** Adds references to examples beside the response schemas. @returns the examples, as components */
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
    const shown = answersOf(operation).map(([status, content]) => {
      const own = example && [undefined, status].includes(example.status) ? example : null;
      const usual = composed.of(content.schema ?? {}, operation.operationId ?? '');
      const made = isCreation(operation) ? membersOf(usual, MADE) : {};
      const schema = content.schema?.$ref?.split('/').at(-1) ?? '';
      return { content, own, name: own?.name ?? `Made${schema}`, usual, shows: { ...made, ...own?.shows } };
    });
    if (example && !shown.some(({ own }) => own))
      throw new Error(`${operation.operationId} has no answer to show ${example.name}.`);
    for (const { content, name, usual, shows } of shown) {
      if (Object.keys(shows).length === 0) continue;
      const value = overlaid(usual, shows);
      const known = examples[name];
      if (known && JSON.stringify(known) !== JSON.stringify({ value }))
        throw new Error(`Two answers show different things as ${name}.`);
      examples[name] = { value };
      content.examples = { [name]: { $ref: `#/components/examples/${name}` } };
    }
  }
  return Object.fromEntries(Object.entries(examples).sort(([a], [b]) => a.localeCompare(b)));
}

interface Content {
  readonly schema?: ExampleSchema;
  examples?: Readonly<Record<string, { $ref: string }>>;
}

function answersOf({ responses }: Operation): [number, Content][] {
  return Object.entries(responses).flatMap(([status, response]) => {
    const isMeant = status.startsWith('2') && response && 'content' in response;
    const content = isMeant ? response.content?.['application/json'] : undefined;
    return content ? [[Number(status), content as Content] as [number, Content]] : [];
  });
}

/** Operations that create the resource that they answer with. */
function isCreation({ operationId = '' }: Operation): boolean {
  return /\.create$|^apiKeys\.rotate$|^waitlist(?:Offers)?\.accept$/.test(operationId);
}

function membersOf(usual: unknown, wanted: object): object {
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => isObject(usual) && name in usual));
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
