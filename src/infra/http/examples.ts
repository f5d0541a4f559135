import type { Type } from '@nestjs/common';
import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { DAY } from '../../kernel/clock.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

export interface Example {
  readonly summary: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const described = new Map<Type, Readonly<Record<string, Example>>>();

/**
 * Named bodies that a fresh account can send as they stand, but for ids and secrets of its own: `EXAMPLE_ID` and
 * `EXAMPLE_SECRET` say where those belong. `test/contract/examples.e2e.spec.ts` sends each.
 */
export function Examples(examples: Readonly<Record<string, Example>>): ClassDecorator {
  return (type) => void described.set(type as unknown as Type, examples);
}

/** A Monday: the document is committed, so its times are fixed, and far enough away that they do not pass soon. */
const MONDAY = Date.UTC(2032, 2, 1);

/** The date so many days after the Monday of the examples. */
export function exampleDate(days = 0): string {
  return new Date(MONDAY + days * DAY).toISOString().slice(0, 10);
}

/** @param clock in UTC, such as `10:00` */
export function exampleTime(clock: string, days = 0): string {
  return `${exampleDate(days)}T${clock}:00Z`;
}

export const EXAMPLE_ID = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11';
export const EXAMPLE_SECRET = 'the-secret-that-you-got';
export const EXAMPLE_PASSWORD = 'Ada likes 42 long passwords';

/** Puts the examples of a body beside its schema, and those of its kinds where it is of one of several. */
export function addExamples(operations: readonly { requestBody?: unknown }[], schemas: Schemas): void {
  const byReference = new Map([...described].map(([type, examples]) => [getSchemaPath(type), examples]));
  for (const { requestBody } of operations) {
    const content = (
      requestBody as { content?: Record<string, { schema?: { $ref?: string }; examples?: object }> } | undefined
    )?.content?.['application/json'];
    const reference = content?.schema?.$ref;
    if (!content || reference === undefined) continue;
    const { oneOf = [] } = schemas[reference.split('/').at(-1) ?? ''] as { oneOf?: readonly { $ref: string }[] };
    const examples = [reference, ...oneOf.map(({ $ref }) => $ref)].map((one) => byReference.get(one));
    const all = Object.assign({}, ...examples) as Readonly<Record<string, Example>>;
    if (Object.keys(all).length > 0) content.examples = all;
  }
}
