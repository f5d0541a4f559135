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
 * Named example bodies that work unchanged on the demo, which has the ids (`EXAMPLE_IDS`). `EXAMPLE_SECRET` is a
 * placeholder for secrets from mails or earlier responses. `test/contract/examples.e2e.spec.ts` sends each.
 */
export function Examples(examples: Readonly<Record<string, Example>>): ClassDecorator {
  return (type) => void described.set(type as unknown as Type, examples);
}

/** A Monday: the document is committed, so its times are fixed, and far enough away that they do not pass soon. */
const MONDAY = Date.UTC(2032, 2, 1);

/** A date, in days after the Monday of the examples. */
export function exampleDate(days = 0): string {
  return new Date(MONDAY + days * DAY).toISOString().slice(0, 10);
}

/** @param clock in UTC, such as `10:00` */
export function exampleTime(clock: string, days = 0): string {
  return `${exampleDate(days)}T${clock}:00Z`;
}

/** Default for ids in responses. */
export const EXAMPLE_ID = EXAMPLE_IDS.booking;
export const EXAMPLE_SECRET = 'the-secret-that-you-got';
/** Also the password of the demo's Ada, which only runs locally (`npm start`). */
export const EXAMPLE_PASSWORD = 'Ada likes 42 long passwords';

/** Adds the examples beside the schema of each body; for a union those of all its kinds. */
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
