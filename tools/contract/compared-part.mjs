/** Annotations, which are not part of the contract. */
const READ_BY_PEOPLE = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'tags',
  'info',
  'servers',
  'externalDocs',
]);

/**
 * A copy of a document without annotations.
 * @param {any} part
 * @param {boolean} [areNames] whether the keys are user-defined names, such as those of members
 * @returns {any}
 */
export function comparedPart(part, areNames = false) {
  if (Array.isArray(part)) return part.map((item) => comparedPart(item));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part)
      .filter(([key]) => areNames || !READ_BY_PEOPLE.has(key))
      .map(([key, value]) => [key, comparedPart(value, !areNames && NAMING.has(key))]),
  );
}

const NAMING = new Set(['properties', 'schemas', 'paths', 'responses', 'parameters', 'headers', 'webhooks', 'content']);
