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
 * A schema that says all that another one says, and more, refers to it, as its class extends the other's: `ApiKeyWithSecret`
 * and `ApiKey`, `BookingSeries` and `BookingSeriesSummary`. Their names tell the relation: one begins with the other.
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

/** What is closed cannot be a part of something. */
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
