import fc from 'fast-check';
import type { Schema } from '../support/json-schema.js';
import { type Description, isNullable, typesOf } from './description.js';
import { FORMATS } from './formats.js';
import { Known } from './pool.js';

/** One change that makes a body another one than the document describes. */
export interface Spoiling {
  /** What is wrong now, and where: `/attendees/0/email: format`. */
  readonly what: string;
  readonly body: unknown;
}

/** Every way of spoiling a body by one change. The members that are there are known, so that each stands for its schema. */
export function spoilings(description: Description, written: Schema, body: unknown, where = ''): Spoiling[] {
  const schema = chosen(description, written, body);
  const found = wrongValues(schema).map(([what, value]) => ({ what: `${where || '/'}: ${what}`, body: value }));
  if (Array.isArray(body)) return [...found, ...ofItems(description, schema, body, where)];
  if (!isObject(body) || !schema.properties) return found;
  return [...found, ...ofMembers(description, schema, body, where)];
}

/** Values of other types and beyond the bounds, by what is wrong with them. */
export function wrongValues(schema: Schema): Array<[string, unknown]> {
  const types = typesOf(schema);
  if (types.length === 0 && !schema.enum) return [];
  const wrong: Array<[string, unknown]> = isNullable(schema) ? [] : [['null', null]];
  if (schema.enum) return [...wrong, ['enum', 'none of these'], ['type', 7], ['type', {}]];
  if (!types.includes('object')) wrong.push(['type', { toString: 1 }]);
  if (!types.includes('array')) wrong.push(['type', []]);
  if (types.includes('string')) wrong.push(['type', 5], ['type', true], ...wrongTexts(schema));
  else wrong.push(['type', 'something']);
  if (types.includes('integer') || types.includes('number')) wrong.push(['type', false], ...wrongNumbers(schema));
  if (types.includes('boolean')) wrong.push(['type', 1], ['type', 'true']);
  return wrong;
}

function wrongTexts({ format, minLength = 0, maxLength, pattern }: Schema): Array<[string, unknown]> {
  const wrong: Array<[string, unknown]> = [
    ['NUL', `${'a'.repeat(minLength)}\0`],
    ['lone surrogate', `${'a'.repeat(minLength)}\ud800`],
  ];
  if (maxLength !== undefined)
    wrong.push(['maxLength', 'x'.repeat(maxLength + 1)], ['maxLength', '😀'.repeat(maxLength + 1)]);
  if (minLength > 0) wrong.push(['minLength', 'x'.repeat(minLength - 1)]);
  if (pattern !== undefined)
    for (const text of ['', ' ', '!', '\n', 'a b'])
      if (!new RegExp(pattern, 'u').test(text)) wrong.push(['pattern', text]);
  return [...wrong, ...(FORMATS[format ?? '']?.spoiled ?? []).map((text): [string, unknown] => ['format', text])];
}

function wrongNumbers({ type, minimum, maximum }: Schema): Array<[string, unknown]> {
  const wrong: Array<[string, unknown]> = [['type', '5']];
  if (minimum !== undefined) wrong.push(['minimum', minimum - 1]);
  if (maximum !== undefined) wrong.push(['maximum', maximum + 1], ['maximum', 2 ** 53], ['maximum', 1e308]);
  if (typesOf({ type }).includes('integer')) wrong.push(['type', 1.5]);
  return wrong;
}

function ofItems(description: Description, schema: Schema, body: readonly unknown[], where: string): Spoiling[] {
  const { items = {}, minItems = 0, maxItems, uniqueItems } = schema;
  const [first] = body;
  const found: Spoiling[] = [];
  if (first !== undefined)
    for (const { what, body: item } of spoilings(description, items, first, `${where}/0`))
      found.push({ what, body: [item, ...body.slice(1)] });
  if (first !== undefined && maxItems !== undefined && !uniqueItems)
    found.push({ what: `${where}: maxItems`, body: Array.from({ length: maxItems + 1 }, () => first) });
  if (first !== undefined && uniqueItems) found.push({ what: `${where}: uniqueItems`, body: [...body, first] });
  if (minItems > 0) found.push({ what: `${where}: minItems`, body: [] });
  return found;
}

function ofMembers(description: Description, schema: Schema, body: Record<string, unknown>, where: string): Spoiling[] {
  const found: Spoiling[] = [{ what: `${where || '/'}: unknown member`, body: { ...body, unheardOf: 1 } }];
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const { [name]: value, ...rest } = body;
    if (value === undefined) continue;
    if (schema.required?.includes(name)) found.push({ what: `${where}/${name}: required`, body: rest });
    for (const { what, body: other } of spoilings(description, member, value, `${where}/${name}`))
      found.push({ what, body: { ...body, [name]: other } });
  }
  return found;
}

/** The schema itself, or of several the one that this value has been made by. */
function chosen(description: Description, written: Schema, body: unknown): Schema {
  const schema = description.resolve(written);
  const choices = (schema.oneOf ?? schema.anyOf)?.map((choice) => chosen(description, choice, body));
  if (!choices) return schema;
  const fits = ({ properties = {}, required = [] }: Schema) =>
    isObject(body) && Object.keys(body).every((name) => name in properties) && required.every((name) => name in body);
  // Of a choice of texts nothing is known but that it is one.
  return choices.find(fits) ?? { type: schema.type ?? choices[0]?.type };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Known);
}

/** Whatever is JSON, whether anybody asked for it or not. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      1e308,
      -0.5,
      2 ** 53,
      '',
      '\0',
      '\ud800',
      'x'.repeat(5000),
      '9'.repeat(40),
      { toString: 1 },
      { length: 1e9 },
      '-292275055-05-16T16:47:04.192Z',
      '9999-12-31T23:59:59+14:00',
      '0000-01-01T00:00:00Z',
    ),
  },
);
