import { applyDecorators, type Type as Class } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import {
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { hasLength } from '../../kernel/character-count.js';
import { documented, type FieldOptions, fromText, presence, satisfies, tidied, toInstant } from './field-parts.js';

/*
 * Fields that are lists of bounded length, with items as in `fields.ts`.
 */

/** A list of ids, bounded; a query may also repeat the parameter or separate by commas. */
export function IdListField(options: FieldOptions & { readonly max: number }): PropertyDecorator {
  return applyDecorators(
    fromText((value) => (typeof value === 'string' ? value.split(',') : value)),
    presence(options),
    IsArray(),
    satisfies(
      'max_items',
      `must have at most ${options.max} items`,
      (value) => Array.isArray(value) && value.length <= options.max,
    ),
    IsUUID('all', { each: true, message: 'must be UUIDs' }),
    documented(options, { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: options.max }),
  );
}

interface ListOptions extends FieldOptions {
  readonly minItems?: number;
  readonly maxItems: number;
}

function list({ minItems = 0, maxItems }: ListOptions): PropertyDecorator {
  const bounds = minItems > 0 ? `${minItems} to ${maxItems}` : `at most ${maxItems}`;
  return satisfies(
    'is_list',
    `must be a list of ${bounds} items`,
    (value) => Array.isArray(value) && value.length >= minItems && value.length <= maxItems,
  );
}

/** A bounded list of distinct integers; their order is kept. */
export function IntegerListField(
  options: ListOptions & { readonly min: number; readonly max: number },
): PropertyDecorator {
  const { min, max, minItems = 0, maxItems } = options;
  return applyDecorators(
    presence(options),
    list(options),
    IsInt({ each: true, message: 'must be whole numbers' }),
    Min(min, { each: true, message: `must be numbers from ${min} to ${max}` }),
    Max(max, { each: true, message: `must be numbers from ${min} to ${max}` }),
    ArrayUnique({ message: 'must be different numbers' }),
    documented(options, {
      type: 'array',
      items: { type: 'integer', minimum: min, maximum: max },
      minItems,
      maxItems,
      uniqueItems: true,
    }),
  );
}

/** A bounded list of `true` and `false`; their order is kept. */
export function BooleanListField(options: ListOptions): PropertyDecorator {
  return applyDecorators(
    presence(options),
    list(options),
    satisfies(
      'is_boolean',
      'must be true or false',
      (value) => Array.isArray(value) && value.every((item) => typeof item === 'boolean'),
    ),
    documented(options, { type: 'array', items: { type: 'boolean' }, maxItems: options.maxItems }),
  );
}

/** A bounded list of distinct texts, each trimmed and not empty. */
export function TextListField(options: ListOptions & { readonly max: number }): PropertyDecorator {
  const { max, minItems = 0, maxItems } = options;
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(tidied) : value)),
    presence(options),
    list(options),
    IsString({ each: true, message: 'must be texts' }),
    satisfies(
      'is_length',
      `must be texts of 1 to ${max} characters`,
      (value) => Array.isArray(value) && value.every((item) => hasLength(item, 1, max)),
    ),
    ArrayUnique({ message: 'must be different texts' }),
    documented(options, {
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: max },
      minItems,
      maxItems,
      uniqueItems: true,
    }),
  );
}

/** A bounded list of texts as they came, also the same one twice, such as arguments of a program. */
export function VerbatimListField(options: ListOptions & { readonly max: number }): PropertyDecorator {
  const { max, minItems = 0, maxItems } = options;
  return applyDecorators(
    presence(options),
    list(options),
    IsString({ each: true, message: 'must be texts' }),
    satisfies(
      'is_length',
      `must be texts of at most ${max} characters`,
      (value) => Array.isArray(value) && value.every((item) => hasLength(item, 0, max)),
    ),
    documented(options, { type: 'array', items: { type: 'string', maxLength: max }, minItems, maxItems }),
  );
}

/** A bounded list of distinct enum values. */
export function EnumListField(
  values: readonly string[],
  options: ListOptions & { readonly name?: string },
): PropertyDecorator {
  const { name, minItems = 0, maxItems } = options;
  return applyDecorators(
    presence(options),
    list(options),
    IsIn(values, { each: true, message: `must be of: ${values.join(', ')}` }),
    ArrayUnique({ message: 'must be different values' }),
    documented(options, {
      isArray: true,
      enum: [...values],
      minItems,
      maxItems,
      uniqueItems: true,
      ...(name ? { enumName: name } : {}),
    }),
  );
}

/** A bounded list of instants, as in `InstantField`. Becomes Dates. */
export function InstantListField(options: ListOptions): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(toInstant) : value)),
    presence(options),
    list(options),
    satisfies(
      'is_instant',
      'must be ISO 8601 times with Z or an offset, such as 2027-01-31T09:00:00Z, from 1970 to 2199',
      (value) => Array.isArray(value) && value.every((item) => item instanceof Date),
    ),
    documented(options, {
      type: 'array',
      items: { type: 'string', format: 'date-time' },
      maxItems: options.maxItems,
    }),
  );
}

/** A bounded list of objects with fields of their own. */
export function ObjectListField<T extends object>(type: Class<T>, options: ListOptions): PropertyDecorator {
  const { minItems = 0, maxItems } = options;
  return applyDecorators(
    presence(options),
    list(options),
    IsObject({ each: true, message: 'must be objects' }),
    ValidateNested({ each: true, message: 'must be objects' }),
    Type(() => type),
    documented(options, { type, isArray: true, minItems, maxItems }),
  );
}
