import { applyDecorators, type Type } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const NAME = 'x-lyceum-name';

/**
 * The body is a union (`oneOf`) of several kinds without a discriminator: no kind accepts members that it does not
 * name, so that exactly one matches. The union is a schema of this name, for the types of clients.
 */
export const BodyOfKinds = (name: string, ...kinds: Type[]) =>
  applyDecorators(
    ApiExtraModels(...kinds),
    ApiBody({ schema: { [NAME]: name, oneOf: kinds.map((kind) => ({ $ref: getSchemaPath(kind) })) } as object }),
  );

/** Moves the unions of bodies to the components, and sets `additionalProperties: false` on their kinds. */
export function nameBodies(operations: readonly { requestBody?: unknown }[], schemas: Schemas): void {
  for (const { requestBody } of operations) {
    const content = (requestBody as { content?: Record<string, { schema?: Record<string, unknown> }> } | undefined)
      ?.content?.['application/json'];
    const { [NAME]: name, ...union } = content?.schema ?? {};
    if (typeof name !== 'string' || !content) continue;
    schemas[name] = union;
    content.schema = { $ref: `#/components/schemas/${name}` };
    for (const { $ref } of union['oneOf'] as { $ref: string }[]) {
      const kind = schemas[$ref.split('/').at(-1) ?? ''];
      if (kind && !('$ref' in kind)) kind.additionalProperties = false;
    }
  }
}
