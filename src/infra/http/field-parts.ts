import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { type ClassTransformOptions, Transform } from 'class-transformer';
import { IsOptional, registerDecorator, ValidateIf } from 'class-validator';
import { hasLength } from '../../kernel/character-count.js';
import { isInstant } from '../../kernel/time-formats.js';

/*
 * Building blocks of the field decorators of request bodies and queries.
 */

export interface FieldOptions {
  readonly description?: string;
  readonly example?: unknown;
  /** The field may be left out. */
  readonly optional?: boolean;
  /** The field may be null (which clears it). */
  readonly nullable?: boolean;
}

/**
 * Trimmed and in Unicode normalization form C, so that equal texts compare as equal whatever keyboard they come from.
 */
export const tidied = (value: unknown): unknown => (typeof value === 'string' ? value.trim().normalize('NFC') : value);

export function presence({ optional, nullable }: FieldOptions): PropertyDecorator {
  const checks: PropertyDecorator[] = [];
  if (optional && nullable) checks.push(IsOptional());
  else if (optional) checks.push(ValidateIf((_object, value) => value !== undefined));
  else if (nullable) checks.push(ValidateIf((_object, value) => value !== null));
  return applyDecorators(...checks);
}

/** Options passed through class-transformer. */
export interface InputOptions extends ClassTransformOptions {
  /** The input is a query or form, where every value is a string. JSON has types, which are not coerced. */
  readonly isText?: boolean;
}

/** Converts strings from queries and forms; JSON values are left alone. */
export function fromText(convert: (value: unknown) => unknown): PropertyDecorator {
  return Transform(({ value, options }) => ((options as InputOptions).isText ? convert(value) : (value as unknown)));
}

export function documented(options: FieldOptions, schema: ApiPropertyOptions): PropertyDecorator {
  const { description, example, optional, nullable } = options;
  return ApiProperty({
    ...schema,
    ...(description === undefined ? {} : { description }),
    ...(example === undefined ? {} : { example }),
    ...(nullable ? { nullable: true } : {}),
    required: !optional,
  } as ApiPropertyOptions);
}

export function toInstant(value: unknown): unknown {
  return isInstant(value) ? new Date(value) : value;
}

/** A text of `min` to `max` characters. */
export function lengthBetween(min: number, max: number): PropertyDecorator {
  const bounds = min > 0 ? `${min} to ${max}` : `at most ${max}`;
  return satisfies('is_length', `must have ${bounds} characters`, (value) => hasLength(value, min, max));
}

export function satisfies(name: string, message: string, validate: (value: unknown) => boolean): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: propertyName as string,
      options: { message },
      validator: { validate },
    });
}
