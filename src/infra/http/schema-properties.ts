import type { OpenAPIObject } from '@nestjs/swagger';

export type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
export type Property = Record<string, unknown>;

/** Visits each property of the schemas, also of nested ones; examples are no schemas. */
export function forEachProperty(schemas: Schemas, visit: (name: string, property: Property) => void): void {
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk);
    if (typeof part !== 'object' || part === null) return;
    for (const [key, member] of Object.entries(part)) {
      if (key === 'example' || key === 'examples') continue;
      if (key === 'properties')
        for (const [name, property] of Object.entries(member as Record<string, Property>)) visit(name, property);
      walk(member);
    }
  };
  Object.values(schemas).forEach(walk);
}
