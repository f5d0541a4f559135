import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { type ClassTransformOptions, Transform } from 'class-transformer';
import { IsOptional, registerDecorator, ValidateIf } from 'class-validator';
import { hasLength } from '../../kernel/character-count.js';
import { isInstant } from '../../kernel/time-formats.js';

/*
 * What fields of request bodies and queries are made of.
 */

export interface FieldOptions {
  readonly description?: string;
  readonly example?: unknown;
  /** The field may be left out. */
  readonly optional?: boolean;
  /** The field may be null (which clears it). */
  readonly nullable?: boolean;
}

/** Trimmed, and in one Unicode form (NFC) whatever keyboard it comes from, so that it is found and compared. */
export const tidied = (value: unknown): unknown => (typeof value === 'string' ? value.trim().normalize('NFC') : value);

export function presence({ optional, nullable }: FieldOptions): PropertyDecorator {
  const checks: PropertyDecorator[] = [];
  if (optional && nullable) checks.push(IsOptional());
  else if (optional) checks.push(ValidateIf((_object, value) => value !== undefined));
  else if (nullable) checks.push(ValidateIf((_object, value) => value !== null));
  return applyDecorators(...checks);
}

/** How class-transformer is told what an input came as. */
export interface InputOptions extends ClassTransformOptions {
  /** Queries and forms are text. JSON has types of its own, and what is sent as another one is refused. */
  readonly isText?: boolean;
}

/** Makes a value of what is text because it stands in a query or a form. */
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

/** A text of so many characters. */
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
