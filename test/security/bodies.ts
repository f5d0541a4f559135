import { DAY, HOUR } from '../../src/kernel/clock.js';
import type { Schema } from '../support/json-schema.js';
import { isUuid, resolve } from './operations.js';

export type Body = Record<string, unknown>;

/** Says which id belongs into a member, or undefined when the body can do without it. */
export type IdSource = (member: string) => string | undefined;

const nothing: IdSource = () => undefined;

/**
 * Valid by the schema: what is required and what the schema gives an example or a choice for. Without the ids, days and moments
 * that may be left out, because they often stand in place of something else: an account or an address, moments or dates.
 */
export function validBody(schema: Schema, idOf: IdSource = nothing): Body {
  return build(schema, idOf, (member) => {
    const { example, enum: choices, type, format } = resolve(member);
    if (isUuid(member) || format === 'date-time' || format === 'date') return false;
    return example !== undefined || choices !== undefined || type === 'boolean';
  });
}

/** Valid by the schema: what is required, and the one optional member. */
export function bodyWith(schema: Schema, name: string, idOf: IdSource): Body {
  const wanted = schema.properties?.[name];
  return build(schema, idOf, (member) => member === wanted);
}

function build(schema: Schema, idOf: IdSource, isWanted: (member: Schema) => boolean): Body {
  const { properties = {}, required = [] } = resolve(schema);
  // Times that follow each other: a start comes before its end.
  let time = Date.now() + 30 * DAY;
  const body: Body = {};
  for (const [name, member] of Object.entries(properties)) {
    const isRequired = required.includes(name);
    if (!isRequired && !isWanted(member)) continue;
    if (isUuid(member)) body[name] = idOf(name);
    else if (member.items && isUuid(member.items)) body[name] = [idOf(name)].filter((id) => id !== undefined);
    else if (member.format === 'date-time') body[name] = new Date((time += HOUR)).toISOString();
    else body[name] = exampleOf(member, idOf);
    if (isRequired && body[name] === undefined) throw new Error(`There is no value for the required ${name}.`);
  }
  return body;
}

function exampleOf(schema: Schema, idOf: IdSource): unknown {
  const { example, enum: choices, type, items } = resolve(schema);
  if (items && namesSomething(items)) return [validBody(items, idOf)];
  if (example !== undefined) return example;
  if (choices) return choices[0];
  if (type === 'boolean') return true;
  if (type === 'array')
    return items ? [resolve(items).properties ? validBody(items, idOf) : exampleOf(items, idOf)] : [];
  if (type === 'object') return validBody(schema, idOf);
  return type === 'integer' || type === 'number' ? 1 : 'something';
}

/** Whether it cannot do without an id, for which an example has that of the demo. */
function namesSomething(schema: Schema): boolean {
  const { properties = {}, required = [] } = resolve(schema);
  return required.some((name) => isUuid(properties[name] ?? {}));
}
