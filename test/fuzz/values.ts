import fc from 'fast-check';
import type { Schema } from '../support/json-schema.js';
import { type Description, isNullable, typesOf } from './description.js';
import { FORMATS } from './formats.js';
import { Known, namesFor } from './pool.js';

/** Names of texts that only other answers know. */
const OPAQUE = /^(token|secret|cursor|syncToken|slug|recurrenceId|jobId|refreshToken|previousRefreshToken)$/;

/** Characters that every text may have: those that are not stored, and blanks around it, are matters of their own. */
const character = fc
  .oneof(
    { weight: 6, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.constantFrom('é', 'ß', 'Ω', '漢', '😀', '‘', '\u00AD', '\u200B', '"', '\\', '<', '\n') },
  )
  .filter((one) => one !== '\0');

const SHOWN = /[^\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const DEEPEST = 6;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/;

/** Makes values that a document describes. */
export class Values {
  constructor(private readonly description: Description) {}

  /**
   * @param name of the member or parameter, which says what is known of it
   * @param path of the operation, for `id`
   */
  of(written: Schema, name = '', path = '', depth = 0): fc.Arbitrary<unknown> {
    const schema = this.description.resolve(written);
    const value = this.plain(schema, name, path, depth);
    return isNullable(schema)
      ? fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) })
      : value;
  }

  /**
   * A body that the document shows, with what is known in place of its ids.
   * @param weeks by which its times are later, because what was shown is taken once it was made
   */
  ofExample(example: unknown, weeks: number, name = ''): unknown {
    if (Array.isArray(example)) return example.map((item) => this.ofExample(item, weeks, name));
    if (typeof example === 'object' && example !== null)
      return Object.fromEntries(
        Object.entries(example).map(([key, member]) => [key, this.ofExample(member, weeks, key)]),
      );
    if (/password/i.test(name)) return new Known(['password'], 0, example);
    if (typeof example === 'string' && INSTANT.test(example)) return later(example, weeks);
    const isId = typeof example === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(example);
    return isId || OPAQUE.test(name) ? new Known(name === 'slug' ? [] : namesFor(name), 0, example) : example;
  }

  private plain(schema: Schema, name: string, path: string, depth: number): fc.Arbitrary<unknown> {
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices) return fc.oneof(...choices.map((choice) => this.of(choice, name, path, depth)));
    const [type] = typesOf(schema);
    if (type === 'string') return this.text(schema, name, path);
    if (type === 'integer' || type === 'number') return number(schema);
    if (type === 'boolean') return fc.boolean();
    if (type === 'array') return this.list(schema, name, path, depth);
    if (type === 'object') return schema.properties ? this.object(schema, path, depth) : free();
    return fc.constant(null);
  }

  private text(schema: Schema, name: string, path: string): fc.Arbitrary<unknown> {
    const { format, pattern } = schema;
    const made = FORMATS[format ?? '']?.valid ?? (pattern ? matching(schema) : writing(schema));
    const isOpaque = format === 'uuid' || OPAQUE.test(name) || (name === 'start' && format === 'date-time');
    if (!isOpaque) return made;
    return fc
      .tuple(fc.nat({ max: 50 }), made, fc.integer({ min: 0, max: 9 }))
      .map(([pick, otherwise, dice]) => (dice < 3 ? otherwise : new Known(namesFor(name, path), pick, otherwise)));
  }

  private list(
    { items = {}, minItems = 0, maxItems = 5, uniqueItems }: Schema,
    name: string,
    path: string,
    depth: number,
  ) {
    const item = this.of(items, name.replace(/Ids$/, 'Id'), path, depth + 1);
    const maxLength = Math.min(maxItems, Math.max(minItems, depth > DEEPEST ? 0 : 4));
    if (uniqueItems) return fc.uniqueArray(item, { minLength: minItems, maxLength });
    return fc.array(item, { minLength: minItems, maxLength });
  }

  private object({ properties = {}, required = [] }: Schema, path: string, depth: number): fc.Arbitrary<unknown> {
    const members = Object.entries(properties).map(([name, member]) => [name, this.of(member, name, path, depth + 1)]);
    return fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>, {
      requiredKeys: required.filter((name) => name in properties),
      noNullPrototype: true,
    });
  }
}

function later(instant: string, weeks: number): string {
  return new Date(Date.parse(instant) + weeks * 7 * 86_400_000).toISOString();
}

function number({ type, minimum = -1e6, maximum = 1e6 }: Schema): fc.Arbitrary<number> {
  const borders = fc.constantFrom(minimum, maximum);
  return typesOf({ type }).includes('integer')
    ? fc.oneof({ weight: 3, arbitrary: fc.integer({ min: minimum, max: maximum }) }, { weight: 1, arbitrary: borders })
    : fc.double({ min: minimum, max: maximum, noNaN: true });
}

/** Text of a length between the two, in characters; also of just that many. */
function writing({ format, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  const some = fc
    .array(character, { minLength, maxLength: Math.min(maxLength, Math.max(minLength, 30)) })
    .map((characters) => characters.join(''))
    .filter(
      (text) => lengthOf(text.trim()) >= minLength && (format !== 'line' || [...text].every((one) => SHOWN.test(one))),
    );
  return fc.oneof(
    { weight: 4, arbitrary: some },
    {
      weight: 1,
      arbitrary: fc.constantFrom('x'.repeat(Math.max(minLength, 1)), 'é'.repeat(maxLength), '😀'.repeat(maxLength)),
    },
  );
}

/** Text of a pattern. What a pattern looks ahead for is only looked at afterwards. */
function matching(schema: Schema): fc.Arbitrary<string> {
  const { pattern = '', minLength = 0, maxLength = Infinity } = schema;
  const whole = new RegExp(pattern, 'u');
  const bare = pattern.replace(/\(\?[!=](?:[^()]|\([^()]*\))*\)/g, '');
  const fits = (text: string) => whole.test(text) && lengthOf(text) >= minLength && lengthOf(text) <= maxLength;
  if (bare === '\\S') return writing(schema).filter((text) => whole.test(text));
  return fc.stringMatching(new RegExp(bare)).filter(fits);
}

/** What is in an object without a description. */
function free(): fc.Arbitrary<unknown> {
  // What every object has is refused as a name.
  const key = fc.stringMatching(/^[a-z_][a-zA-Z0-9_]{0,8}$/).filter((name) => !(name in Object.prototype));
  const value = fc.oneof(fc.string({ unit: character, maxLength: 20 }), fc.integer(), fc.boolean(), fc.constant(null));
  return fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true });
}

export function lengthOf(text: string): number {
  return [...text].length;
}
