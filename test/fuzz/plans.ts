import fc from 'fast-check';
import { anyText } from '../support/any-text.js';
import { ACTORS, type ActorName } from './actors.js';
import { type Description, type Operation, type Parameter, parametersIn } from './description.js';
import { FORMATS } from './formats.js';
import { Known } from './pool.js';
import { anything, spoilings, wrongValues } from './spoiled.js';
import { Values } from './values.js';

/** What a request is meant to show. */
export type Intent =
  | { readonly kind: 'described' }
  | { readonly kind: 'spoiled'; readonly what: string }
  | { readonly kind: 'anything' }
  | { readonly kind: 'unsigned'; readonly authorization: string | undefined }
  | { readonly kind: 'unscoped' }
  | { readonly kind: 'untyped'; readonly contentType: string | undefined };

/** A request before what is known is put into it. */
export interface Plan {
  readonly intent: Intent;
  readonly actor: ActorName;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const BROKEN_TOKENS = [
  undefined,
  'Bearer ',
  'Bearer x.y.z',
  'Basic YWRhOmxvdmVsYWNl',
  'Bearer lyk_0000000000000000000000000000000000000000',
  'Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIwMTk4MGEzYy02ZjVlLTdjNDMtOWMxYi0wZjZmNWQwYzJhMTEifQ.',
];

const WRONG_TYPES = [
  undefined,
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/xml',
  'multipart/form-data',
];

const MOST_WEEKS = 100;

/** Makes plans for requests to an operation. */
export class Plans {
  private readonly values: Values;

  constructor(private readonly description: Description) {
    this.values = new Values(description);
  }

  for(operation: Operation): fc.Arbitrary<Plan> {
    const described = this.described(operation);
    const signed = operation.schemes.some((scheme) => scheme !== '');
    const weighted: Array<fc.WeightedArbitrary<Plan>> = [
      { weight: 10, arbitrary: described },
      { weight: 2, arbitrary: this.anything(operation, described) },
    ];
    if (operation.body || operation.parameters.length > 0)
      weighted.push({ weight: 6, arbitrary: this.spoiled(operation, described) });
    if (signed) weighted.push({ weight: 1, arbitrary: unsigned(described) });
    if (signed && operation.requiredScope !== 'notifications:read')
      weighted.push({
        weight: 1,
        arbitrary: described.map((plan) => ({ ...plan, actor: 'narrow', intent: { kind: 'unscoped' } })),
      });
    if (operation.body) weighted.push({ weight: 1, arbitrary: untyped(described) });
    return fc.oneof(...weighted);
  }

  /** A plan of each example that the document has, for the beginning. */
  examples(operation: Operation, actor: ActorName): Plan[] {
    const path = Object.fromEntries(
      parametersIn(operation, 'path').map((parameter) => [
        parameter.name,
        fc.sample(this.ofParameter(operation, parameter), 1)[0],
      ]),
    );
    return (operation.body?.examples ?? [undefined]).map((example) => ({
      intent: { kind: 'described' },
      actor,
      path,
      query: {},
      headers: neededHeaders(operation),
      body: this.values.ofExample(example, 0),
    }));
  }

  private described(operation: Operation): fc.Arbitrary<Plan> {
    const { body } = operation;
    const examples =
      body?.examples.map((example) =>
        fc.nat({ max: MOST_WEEKS }).map((weeks) => this.values.ofExample(example, weeks)),
      ) ?? [];
    const made = body && this.values.of(body.schema, '', operation.path);
    return fc.record({
      intent: fc.constant<Intent>({ kind: 'described' }),
      actor: actorFor(operation),
      path: this.parameters(operation, 'path'),
      query: this.parameters(operation, 'query'),
      headers: headersFor(operation),
      body: made ? fc.oneof({ weight: 4, arbitrary: made }, ...examples) : fc.constant(undefined),
    });
  }

  private parameters(operation: Operation, place: 'path' | 'query') {
    const all = parametersIn(operation, place);
    const arbitraries = Object.fromEntries(all.map((one) => [one.name, this.ofParameter(operation, one)]));
    const requiredKeys = all.filter(({ required }) => required).map(({ name }) => name);
    // Of two ways to go through a list, and of two names of one filter, only one can be taken.
    return fc.record(arbitraries, { requiredKeys, noNullPrototype: true }).map((query) => ({
      ...query,
      ...('page' in query && 'cursor' in query ? { cursor: undefined } : {}),
      ...('q' in query && 'search' in query ? { search: undefined } : {}),
    }));
  }

  private ofParameter({ path }: Operation, { name, schema, in: place }: Parameter): fc.Arbitrary<unknown> {
    const value = this.values.of(schema, name, path);
    return place === 'path' ? value.filter(isStep) : value;
  }

  /** One thing of it is wrong. */
  private spoiled(operation: Operation, described: fc.Arbitrary<Plan>): fc.Arbitrary<Plan> {
    return fc.tuple(described, fc.nat()).map(([plan, pick]) => {
      const ways = [...this.wrongParameters(operation, plan), ...this.wrongBodies(operation, plan)];
      return ways.length > 0 ? ways[pick % ways.length]! : plan;
    });
  }

  private wrongParameters(operation: Operation, plan: Plan): Plan[] {
    return [...parametersIn(operation, 'path'), ...parametersIn(operation, 'query')].flatMap(
      ({ name, in: place, schema }) =>
        wrongTexts(this.description, schema)
          .filter(([, text]) => place === 'query' || isStep(text))
          .map(([what, text]): Plan => {
            const intent: Intent = { kind: 'spoiled', what: `${place} ${name}: ${what}` };
            return place === 'path'
              ? { ...plan, intent, path: { ...plan.path, [name]: text } }
              : { ...plan, intent, query: { ...plan.query, [name]: text } };
          }),
    );
  }

  private wrongBodies({ body }: Operation, plan: Plan): Plan[] {
    if (!body) return [];
    return spoilings(this.description, body.schema, plan.body).map((spoiling) => ({
      ...plan,
      intent: { kind: 'spoiled', what: `body ${spoiling.what}` },
      body: spoiling.body,
    }));
  }

  /** Anything anywhere. */
  private anything(operation: Operation, described: fc.Arbitrary<Plan>): fc.Arbitrary<Plan> {
    const names = parametersIn(operation, 'query').map(({ name }) => name);
    const text = anyText({ maxLength: 20 });
    const query = fc.dictionary(names.length > 0 ? fc.constantFrom(...names) : text, text, {
      maxKeys: 3,
      noNullPrototype: true,
    });
    return fc.tuple(described, anything, query, fc.nat()).map(([plan, value, other, pick]) => {
      const changed = { ...plan, intent: { kind: 'anything' as const }, query: { ...plan.query, ...other } };
      return operation.body ? { ...changed, body: replaced(plan.body, value, pick) } : changed;
    });
  }
}

/** The value in place of one member, or of the whole. */
function replaced(body: unknown, value: unknown, pick: number): unknown {
  if (typeof body !== 'object' || body === null || body instanceof Known || Array.isArray(body)) return value;
  const names = Object.keys(body);
  const name = names[pick % (names.length + 1)];
  return name === undefined ? value : { ...body, [name]: value };
}

/** Texts that are no value of a parameter's schema. */
function wrongTexts(description: Description, written: Parameter['schema']): Array<[string, string]> {
  const schema = description.resolve(written);
  const type = [schema.type].flat()[0];
  if (schema.enum) return [['enum', 'none of these']];
  if (type === 'integer')
    return [
      ['type', 'many'],
      ['type', '1.5'],
      ['type', '1e2'],
      ['minimum', String((schema.minimum ?? 0) - 1)],
      ['maximum', String((schema.maximum ?? 2 ** 53) + 1)],
    ];
  if (type === 'boolean')
    return [
      ['type', 'yes'],
      ['type', '1'],
      ['type', 'TRUE'],
    ];
  if (type === 'array') return [['items', 'none of these']];
  if (schema.anyOf) return (FORMATS['date']?.spoiled ?? []).map((text) => ['format', text]);
  return wrongValues(schema).flatMap(([what, value]): Array<[string, string]> =>
    typeof value === 'string' && what !== 'lone surrogate' ? [[what, value]] : [],
  );
}

/** Whether a text can be one step of a path: an empty one and dots are something else. */
function isStep(value: unknown): boolean {
  return value instanceof Known
    ? isStep(value.otherwise)
    : typeof value !== 'string' || !/^\.{0,2}$/.test(value.trim());
}

function actorFor({ path, schemes }: Operation): fc.Arbitrary<ActorName> {
  const weights: Record<(typeof ACTORS)[number], number> = path.includes('/admin/')
    ? { owner: 1, other: 0, admin: 8, key: 1, guest: 1 }
    : { owner: 5, other: 2, admin: 2, key: schemes.includes('apiKey') ? 3 : 1, guest: schemes.length === 0 ? 3 : 1 };
  return fc.oneof(
    ...ACTORS.filter((name) => weights[name] > 0).map((name) => ({
      weight: weights[name],
      arbitrary: fc.constant(name),
    })),
  );
}

/** Without which the operation refuses whatever it is sent. */
function neededHeaders(operation: Operation): Record<string, string> {
  const needed = parametersIn(operation, 'header').filter(({ required }) => required);
  return Object.fromEntries(needed.map(({ name }) => [name, 'fuzz']));
}

/** Headers that the operation takes: mostly those that it needs. */
function headersFor(operation: Operation): fc.Arbitrary<Record<string, string>> {
  const known: Record<string, fc.Arbitrary<string>> = {
    'Idempotency-Key': fc.oneof(fc.uuid(), fc.constantFrom('a', 'b', 'x'.repeat(255))),
    'If-Match': fc.constantFrom('*', '"v1"', '"v2"', 'W/"v1"'),
  };
  const taken = parametersIn(operation, 'header').filter(({ name }) => name in known);
  const some = fc.record(Object.fromEntries(taken.map(({ name }) => [name, known[name]!])), {
    requiredKeys: [],
    noNullPrototype: true,
  }) as fc.Arbitrary<Record<string, string>>;
  const needed = neededHeaders(operation);
  const more = some.map((headers) => ({ ...needed, ...headers }));
  return fc.oneof({ weight: 3, arbitrary: fc.constant(needed) }, { weight: 1, arbitrary: more });
}

function unsigned(described: fc.Arbitrary<Plan>): fc.Arbitrary<Plan> {
  return fc.tuple(described, fc.constantFrom(...BROKEN_TOKENS)).map(([plan, authorization]) => ({
    ...plan,
    actor: 'guest',
    intent: { kind: 'unsigned', authorization },
  }));
}

function untyped(described: fc.Arbitrary<Plan>): fc.Arbitrary<Plan> {
  return fc
    .tuple(described, fc.constantFrom(...WRONG_TYPES))
    .map(([plan, contentType]) => ({ ...plan, intent: { kind: 'untyped', contentType } }));
}
