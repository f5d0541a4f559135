import 'reflect-metadata';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { FieldError } from '../../kernel/coded-error.js';

const ALIASES = 'lyceum:aliases';
type Aliases = Readonly<Record<string, string>>;
type Input = Readonly<Record<string, unknown>>;

/**
 * Alias of a query parameter. `InputPipe` moves the value to the parameter before it is validated: this property is
 * never set, and exists for the OpenAPI document only.
 */
export function AliasField(name: string, max: number): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: String,
      minLength: 1,
      maxLength: max,
      required: false,
      description: `The same as \`${name}\`.`,
    }),
    IsOptional(),
    (target: object, property: string | symbol) =>
      Reflect.defineMetadata(
        ALIASES,
        { ...aliasesOf(target.constructor), [String(property)]: name },
        target.constructor,
      ),
  );
}

function aliasesOf(type: object | undefined): Aliases {
  return type ? ((Reflect.getMetadata(ALIASES, type) as Aliases | undefined) ?? {}) : {};
}

export interface Unaliased {
  readonly value: unknown;
  /** Parameters that were given by both of their names. */
  readonly faults: FieldError[];
  /** Renames the fault of a parameter to the alias that it was given by. */
  readonly named: (fault: FieldError) => FieldError;
}

/** @param type of the DTO */
export function withoutAliases(given: unknown, type: object | undefined): Unaliased {
  const aliases = Object.entries(aliasesOf(type)).filter(
    ([alias]) => typeof given === 'object' && given !== null && Object.hasOwn(given, alias),
  );
  if (aliases.length === 0) return { value: given, faults: [], named: (fault) => fault };
  const members = new Map(Object.entries(given as Input));
  const faults: FieldError[] = [];
  for (const [alias, name] of aliases) {
    if (members.has(name))
      faults.push({ field: alias, message: `is another name of ${name}: give one of them`, code: 'is_alias' });
    else members.set(name, members.get(alias));
    members.delete(alias);
  }
  const givenAs = new Map(aliases.map(([alias, name]) => [name, alias]));
  return {
    value: Object.fromEntries(members),
    faults,
    named: (fault) => ({ ...fault, field: givenAs.get(fault.field) ?? fault.field }),
  };
}
