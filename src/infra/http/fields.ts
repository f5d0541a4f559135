import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  registerDecorator,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { isDisplayLine } from '../../kernel/display-line.js';
import { normalizedEmail } from '../../kernel/email-address.js';
import { isTimeZone, timeZoneNamed } from '../../kernel/time-zones.js';
import { isEmailAddress } from './email-address.js';
import { isDateOrInstant, isInstant, isLocalDate, TIME_OF_DAY } from './time-formats.js';

/*
 * The field types of request bodies and queries: each one validates, trims and documents in one place.
 */

interface FieldOptions {
  readonly description?: string;
  readonly example?: unknown;
  /** The field may be left out. */
  readonly optional?: boolean;
  /** The field may be null (which clears it). */
  readonly nullable?: boolean;
}

/** Trimmed, and in one Unicode form (NFC) whatever keyboard it comes from, so that it is found and compared. */
const tidied = (value: unknown): unknown => (typeof value === 'string' ? value.trim().normalize('NFC') : value);

const trim = Transform(({ value }: { value: unknown }) => tidied(value));

function presence({ optional, nullable }: FieldOptions): PropertyDecorator {
  const checks: PropertyDecorator[] = [];
  if (optional && nullable) checks.push(IsOptional());
  else if (optional) checks.push(ValidateIf((_object, value) => value !== undefined));
  else if (nullable) checks.push(ValidateIf((_object, value) => value !== null));
  return applyDecorators(...checks);
}

function documented(options: FieldOptions, schema: ApiPropertyOptions): PropertyDecorator {
  const { description, example, optional, nullable } = options;
  return ApiProperty({
    ...schema,
    ...(description === undefined ? {} : { description }),
    ...(example === undefined ? {} : { example }),
    ...(nullable ? { nullable: true } : {}),
    required: !optional,
  } as ApiPropertyOptions);
}

/** A name or text of bounded length, trimmed. Lengths count UTF-16 code units. */
export function TextField(options: FieldOptions & { readonly max: number; readonly min?: number }): PropertyDecorator {
  const { max, min = 1 } = options;
  return applyDecorators(
    trim,
    presence(options),
    IsString(),
    Length(min, max),
    documented(options, { type: String, minLength: min, maxLength: max }),
  );
}

/**
 * A text that is shown in one line, such as a name or a title: what could make it look like another one (characters
 * without a width, or that turn the direction of what follows) is refused, as RFC 8266 does for nicknames.
 */
export function LineField(options: FieldOptions & { readonly max: number; readonly min?: number }): PropertyDecorator {
  return applyDecorators(
    satisfies(
      'is_line',
      'must be one line without invisible characters',
      // What is too long is refused for that.
      (value) => typeof value !== 'string' || value.length > options.max || isDisplayLine(value),
    ),
    TextField(options),
  );
}

/** A password: bounded, never trimmed. */
export function PasswordField(options: FieldOptions & { readonly min?: number } = {}): PropertyDecorator {
  const { min = 8 } = options;
  return applyDecorators(
    presence(options),
    IsString(),
    Length(min, 128),
    documented(options, { type: String, format: 'password', minLength: min, maxLength: 128 }),
  );
}

/** An e-mail address in any spelling; becomes the one by which its mailbox is known. */
export function EmailField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    trim,
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (normalizedEmail(value) ?? value) : value,
    ),
    presence(options),
    satisfies('is_email', 'must be an e-mail address', isEmailAddress),
    Length(3, 254),
    documented({ example: 'ada@example.org', ...options }, { type: String, format: 'email', maxLength: 254 }),
  );
}

export function IdField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    presence(options),
    IsUUID('all', { message: 'must be a UUID' }),
    documented(options, { type: String, format: 'uuid' }),
  );
}

function toInstant(value: unknown): unknown {
  return isInstant(value) ? new Date(value) : value;
}

/** A moment: ISO 8601 with `Z` or an offset. Becomes a Date. */
export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => toInstant(value)),
    presence(options),
    satisfies(
      'is_instant',
      'must be an ISO 8601 time with Z or an offset, such as 2027-01-31T09:00:00Z',
      (value) => value instanceof Date,
    ),
    documented({ example: '2027-01-31T09:00:00Z', ...options }, { type: String, format: 'date-time' }),
  );
}

/** A day of the calendar without a zone, such as `2027-01-31`. */
export function LocalDateField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    presence(options),
    satisfies('is_local_date', 'must be a date such as 2027-01-31, from 1970 to 2199', isLocalDate),
    documented({ example: '2027-01-31', ...options }, { type: String, format: 'date' }),
  );
}

/** Either of the two, as text; years from 1970 to 2199. */
export function DateOrInstantField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    presence(options),
    satisfies(
      'is_date_or_instant',
      'must be a date such as 2027-01-31 or a time with Z or an offset such as 2027-01-31T09:00:00Z, from 1970 to 2199',
      isDateOrInstant,
    ),
    documented(options, { type: String, anyOf: [{ format: 'date' }, { format: 'date-time' }] }),
  );
}

/** A name of the tz database such as `Europe/Paris`, in any case; becomes its spelling. */
export function TimeZoneField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => timeZoneNamed(value) ?? value),
    presence(options),
    satisfies('is_time_zone', 'must be an IANA time zone such as Europe/Paris', isTimeZone),
    documented({ example: 'Europe/Paris', ...options }, { type: String, maxLength: 64 }),
  );
}

/** Hours and minutes of a clock; as an end also 24:00. */
export function TimeOfDayField(options: FieldOptions & { readonly isEnd?: boolean } = {}): PropertyDecorator {
  const isTime = (value: unknown) => typeof value === 'string' && TIME_OF_DAY.test(value);
  return applyDecorators(
    presence(options),
    satisfies(
      'is_time_of_day',
      `must be a time such as 09:00${options.isEnd ? ', at most 24:00' : ''}`,
      (value) => isTime(value) || (options.isEnd === true && value === '24:00'),
    ),
    documented(options, {
      type: String,
      pattern: options.isEnd ? `${TIME_OF_DAY.source}|^24:00$` : TIME_OF_DAY.source,
    }),
  );
}

export function EnumField(
  values: readonly string[],
  options: FieldOptions & { readonly name?: string } = {},
): PropertyDecorator {
  return applyDecorators(
    presence(options),
    IsIn(values, { message: `must be one of: ${values.join(', ')}` }),
    documented(options, {
      enum: [...values],
      ...(options.name ? { enumName: options.name } : {}),
    }),
  );
}

/** Digits become a number, because a query is text; nothing else does, so that no object is asked for its number. */
function toInteger(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** A whole number; text is converted, so it serves queries too. */
export function IntegerField(
  options: FieldOptions & { readonly min: number; readonly max: number; readonly default?: number },
): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => toInteger(value)),
    presence(options),
    IsInt(),
    Min(options.min),
    Max(options.max),
    documented(options, { type: 'integer', minimum: options.min, maximum: options.max, default: options.default }),
  );
}

/** `true` or `false`; as text in queries, as JSON in bodies. */
export function BooleanField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value)),
    presence(options),
    IsBoolean({ message: 'must be true or false' }),
    documented(options, { type: Boolean }),
  );
}

/** A free JSON object of bounded size in bytes. */
export function JsonObjectField(options: FieldOptions & { readonly maxBytes: number }): PropertyDecorator {
  return applyDecorators(
    presence(options),
    IsObject(),
    satisfies(
      'max_bytes',
      `must have at most ${options.maxBytes} bytes as JSON`,
      (value) => value !== undefined && Buffer.byteLength(JSON.stringify(value)) <= options.maxBytes,
    ),
    documented(options, { type: 'object', additionalProperties: true }),
  );
}

/** A list of ids, bounded; a query may also repeat the parameter or separate by commas. */
export function IdListField(options: FieldOptions & { readonly max: number }): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value)),
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

/** A bounded list of different whole numbers; their order is kept. */
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

/** A bounded list of different texts, each trimmed and not empty. */
export function TextListField(options: ListOptions & { readonly max: number }): PropertyDecorator {
  const { max, minItems = 0, maxItems } = options;
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(tidied) : value)),
    presence(options),
    list(options),
    IsString({ each: true, message: 'must be texts' }),
    Length(1, max, { each: true, message: `must be texts of 1 to ${max} characters` }),
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

/** A bounded list of different values of a choice. */
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

/** A bounded list of moments, as `InstantField` takes them. Becomes Dates. */
export function InstantListField(options: ListOptions): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(toInstant) : value)),
    presence(options),
    list(options),
    satisfies(
      'is_instant',
      'must be ISO 8601 times with Z or an offset, such as 2027-01-31T09:00:00Z',
      (value) => Array.isArray(value) && value.every((item) => item instanceof Date),
    ),
    documented(options, {
      type: 'array',
      items: { type: 'string', format: 'date-time' },
      maxItems: options.maxItems,
    }),
  );
}

/** An object with fields of its own. */
export function ObjectField<T extends object>(type: Class<T>, options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    presence(options),
    IsObject({ message: 'must be an object' }),
    ValidateNested({ message: 'must be an object' }),
    Type(() => type),
    documented(options, { type }),
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

/** More would say no more: two rows that agree in so many fields are in no order that anybody looks for. */
const MOST_SORT_FIELDS = 3;

/** `sort=-createdAt,title`: different fields of a whitelist, at most three, `-` for descending. */
export function SortField(fields: readonly string[], byDefault: string): PropertyDecorator {
  const one = `-?(?:${fields.join('|')})`;
  const most = Math.min(fields.length, MOST_SORT_FIELDS);
  const pattern = new RegExp(`^${one}(?:,${one}){0,${most - 1}}$`);
  return applyDecorators(
    ValidateIf((_object, value) => value !== undefined),
    satisfies(
      'is_sort',
      `must be ${most > 1 ? `1 to ${most} different fields` : 'a field'} of ${fields.join(', ')}, separated by commas, each with - in front for descending`,
      (value) => typeof value === 'string' && pattern.test(value) && isWithoutRepeats(value),
    ),
    ApiProperty({
      type: String,
      required: false,
      default: byDefault,
      pattern: pattern.source,
      description: `Order: ${fields.join(', ')}; comma separated, each once${fields.length > most ? `, at most ${most}` : ''}, \`-\` for descending.`,
    }),
  );
}

function isWithoutRepeats(sort: string): boolean {
  const fields = sort.split(',').map((part) => part.replace(/^-/, ''));
  return new Set(fields).size === fields.length;
}

function satisfies(name: string, message: string, validate: (value: unknown) => boolean): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: propertyName as string,
      options: { message },
      validator: { validate },
    });
}
