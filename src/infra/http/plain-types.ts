import { forEachProperty, type Property, type Schemas } from './schema-properties.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Keywords that narrow a string schema. */
const SAYS_MORE = ['format', 'pattern', 'maxLength', 'enum', 'const'];

/**
 * Narrows the types that the compiler derives for the document, `number` and `string`. A number is an integer, and an
 * `id` or `…Id` is a UUID, unless the example of the property shows otherwise. The tests validate every response
 * against that.
 */
export function tellPlainTypes(schemas: Schemas): void {
  forEachProperty(schemas, tell);
}

function tell(name: string, property: Property): void {
  const { type, example } = property;
  const types = Array.isArray(type) ? (type as unknown[]) : [type];
  if (types.includes('number') && !('format' in property) && (example === undefined || Number.isInteger(example)))
    property['type'] = Array.isArray(type) ? types.map((one) => (one === 'number' ? 'integer' : one)) : 'integer';
  const isId = /^id$|Id$/.test(name) && types.includes('string') && !SAYS_MORE.some((key) => key in property);
  if (isId && (example === undefined || (typeof example === 'string' && UUID.test(example))))
    property['format'] = 'uuid';
}
