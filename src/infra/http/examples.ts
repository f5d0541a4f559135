import type { Type } from '@nestjs/common';
import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { DAY } from '../../kernel/clock.js';
import { EXAMPLE_IDS } from './example-ids.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

export interface Example {
  readonly summary: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const described = new Map<Type, Readonly<Record<string, Example>>>();

/**
 * Named bodies that work as they stand on the demo, which has what they name (`EXAMPLE_IDS`). What is in a mail or was
 * answered once nobody knows beforehand: `EXAMPLE_SECRET` says where it belongs. `test/contract/examples.e2e.spec.ts` sends each.
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

/** Of whatever an answer is about. */
export const EXAMPLE_ID = EXAMPLE_IDS.booking;
export const EXAMPLE_SECRET = 'the-secret-that-you-got';
/** Also of the demo's Ada, where nobody but its maker reaches it (`npm start`). */
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
