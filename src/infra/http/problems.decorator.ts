import { SetMetadata } from '@nestjs/common';
import type { ErrorDefinition } from '../../kernel/coded-error.js';

export const PROBLEMS = 'lyceum:problems';

/**
 * Documents the coded errors of a route; several uses on one route or its class add up. The errors of every route of
 * its shape (bad input, limits, failures) are added by the document builder.
 */
export function Problems(...definitions: ErrorDefinition[]): MethodDecorator & ClassDecorator {
  return (target: object, _key?: string | symbol, descriptor?: PropertyDescriptor) => {
    const holder = (descriptor?.value ?? target) as object;
    const known = (Reflect.getMetadata(PROBLEMS, holder) as ErrorDefinition[] | undefined) ?? [];
    SetMetadata(PROBLEMS, [...known, ...definitions])(holder as never);
  };
}
