import type { Property, Schemas } from './schema-properties.js';

interface ObjectSchema {
  type?: unknown;
  description?: string;
  allOf?: unknown;
  additionalProperties?: unknown;
  properties?: Readonly<Record<string, Property>>;
  required?: readonly string[];
}

/**
 * Schema inheritance: a schema with all members of another one and more becomes an `allOf` of it, as its class extends
 * the other's: `ApiKeyWithSecret` and `ApiKey`, `BookingSeries` and `BookingSeriesSummary`. One name begins with the
 * other.
 */
export function referToBases(schemas: Schemas): void {
  const all = Object.entries(schemas) as [string, ObjectSchema][];
  const bases = new Map(all.map(([name, schema]) => [name, baseOf(name, schema, all)]));
  for (const [name, schema] of all) {
    const base = bases.get(name);
    if (base) schemas[name] = extended(schema, base) as Schemas[string];
  }
}

function baseOf(name: string, schema: ObjectSchema, all: readonly [string, ObjectSchema][]) {
  if (!isPlain(schema)) return undefined;
  return all
    .filter(([other]) => other !== name && (other.startsWith(name) || name.startsWith(other)))
    .filter(([, base]) => isPlain(base) && isWithin(base, schema))
    .toSorted(([, a], [, b]) => sizeOf(b) - sizeOf(a))[0];
}

/** A schema with `additionalProperties: false` cannot be part of an `allOf`. */
const isPlain = ({ properties, allOf, additionalProperties }: ObjectSchema) =>
  properties !== undefined && allOf === undefined && additionalProperties === undefined;

const sizeOf = ({ properties = {} }: ObjectSchema) => Object.keys(properties).length;

function isWithin(base: ObjectSchema, { properties = {}, required = [] }: ObjectSchema): boolean {
  const members = Object.entries(base.properties ?? {});
  return (
    members.length < Object.keys(properties).length &&
    members.every(([name, property]) => JSON.stringify(property) === JSON.stringify(properties[name])) &&
    (base.required ?? []).every((name) => required.includes(name))
  );
}

function extended(schema: ObjectSchema, [name, base]: [string, ObjectSchema]): ObjectSchema {
  const { properties = {}, required = [], ...rest } = schema;
  const own = Object.entries(properties).filter(([member]) => !(member in (base.properties ?? {})));
  const ownRequired = required.filter((member) => !base.required?.includes(member));
  return {
    ...rest,
    allOf: [{ $ref: `#/components/schemas/${name}` }],
    properties: Object.fromEntries(own),
    ...(ownRequired.length > 0 ? { required: ownRequired } : {}),
  };
}
