import { LANGUAGES } from '../../kernel/language.js';
import { hasOnlyFiniteNumbers, storedJsonBytes } from '../../kernel/stored-json.js';
import { applyDecorators, type Type as Class } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { hasLength } from '../../kernel/character-count.js';
import { isDisplayLine, oneSpaced } from '../../kernel/display-line.js';
import { normalizedEmail } from '../../kernel/email-address.js';
import { isTimeZone, timeZoneNamed } from '../../kernel/time-zones.js';
import { PASSWORD_LENGTH } from '../../kernel/password-length.js';
import { isEmailAddress } from '../mail/deliverable-address.js';
import {
  documented,
  type FieldOptions,
  fromText,
  lengthBetween,
  presence,
  satisfies,
  tidied,
  toInstant,
} from './field-parts.js';
import { isDateOrInstant, isLocalDate, TIME_OF_DAY } from '../../kernel/time-formats.js';

/*
 * The field types of request bodies and queries: each one validates, trims and documents in one place.
 */

const trim = Transform(({ value }: { value: unknown }) => tidied(value));

interface TextOptions extends FieldOptions {
  readonly max: number;
  /** Kept to the letter, for code. */
  readonly isVerbatim?: boolean;
  readonly min?: number;
  /** JSON Schema `format`, for the document. */
  readonly format?: string;
  readonly pattern?: string | TextPattern;
}

/** A pattern that is validated here. */
interface TextPattern {
  readonly expression: RegExp;
  /** The requirement, as an end of `<field> ...`. */
  readonly message: string;
}

/** A name or text of bounded length, trimmed unless it is verbatim. */
export function TextField(options: TextOptions): PropertyDecorator {
  const { max, min = 1, format, pattern } = options;
  const source = typeof pattern === 'object' ? pattern.expression.source : pattern;
  return applyDecorators(
    ...(options.isVerbatim ? [] : [trim]),
    presence(options),
    IsString(),
    lengthBetween(min, max),
    ...(typeof pattern === 'object' ? [matches(pattern, max)] : []),
    documented(options, {
      type: String,
      minLength: min,
      maxLength: max,
      ...(format === undefined ? {} : { format }),
      ...(source === undefined ? {} : { pattern: source }),
    }),
  );
}

/** Tests the pattern only within the length limit (ReDoS): longer texts are refused by their length. */
function matches({ expression, message }: TextPattern, max: number): PropertyDecorator {
  return satisfies(
    'matches',
    message,
    (value) => typeof value === 'string' && (!hasLength(value, 0, max) || expression.test(value)),
  );
}

/**
 * A text that is shown in one line, such as a name or a title. Characters for spoofing (without a width, or bidi
 * controls) are refused, as RFC 8266 does for nicknames.
 */
export function LineField(options: TextOptions): PropertyDecorator {
  return applyDecorators(
    satisfies(
      'is_line',
      'must be one line without invisible characters',
      // Longer texts are refused by their length.
      (value) => !hasLength(value, 0, options.max) || isDisplayLine(value),
    ),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? oneSpaced(value) : value)),
    TextField({ format: 'line', ...options }),
  );
}

/** A text that is kept as it came, with every blank, such as the source of a program. */
export function VerbatimField(
  options: FieldOptions & { readonly max: number; readonly min?: number },
): PropertyDecorator {
  const { max, min = 0 } = options;
  return applyDecorators(
    presence(options),
    IsString(),
    lengthBetween(min, max),
    documented(options, { type: String, minLength: min, maxLength: max }),
  );
}

/** A password: bounded, never trimmed. */
export function PasswordField(options: FieldOptions & { readonly min?: number } = {}): PropertyDecorator {
  const { min = PASSWORD_LENGTH.min } = options;
  const { max } = PASSWORD_LENGTH;
  return applyDecorators(
    presence(options),
    IsString(),
    lengthBetween(min, max),
    documented(options, { type: String, format: 'password', minLength: min, maxLength: max }),
  );
}

/** An e-mail address in any spelling; becomes normalized (`normalizedEmail`). */
export function EmailField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    trim,
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (normalizedEmail(value) ?? value) : value,
    ),
    presence(options),
    satisfies('is_email', 'must be an e-mail address', isEmailAddress),
    lengthBetween(3, 254),
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

/** Base64 (RFC 4648, section 4), with its padding; `maxBytes` bounds what it stands for. Becomes a Buffer. */
export function BytesField(options: FieldOptions & { readonly maxBytes: number }): PropertyDecorator {
  const { maxBytes } = options;
  const maxLength = Math.ceil(maxBytes / 3) * 4;
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (isBase64(value, maxLength) ? Buffer.from(value, 'base64') : value)),
    presence(options),
    satisfies('max_bytes', `must have at most ${Math.floor(maxBytes / 1024)} kilobytes`, (value) =>
      Buffer.isBuffer(value) ? value.length <= maxBytes : !(typeof value === 'string' && value.length > maxLength),
    ),
    satisfies(
      'is_base64',
      'must be Base64 with its padding',
      (value) => Buffer.isBuffer(value) || (typeof value === 'string' && value.length > maxLength),
    ),
    documented(options, { type: String, format: 'byte', minLength: 4, maxLength }),
  );
}

function isBase64(value: unknown, maxLength: number): value is string {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= maxLength &&
    value.length % 4 === 0 &&
    /^[A-Za-z0-9+/]+={0,2}$/.test(value)
  );
}

/** A moment: ISO 8601 with `Z` or an offset. Becomes a Date. */
export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => toInstant(value)),
    presence(options),
    satisfies(
      'is_instant',
      'must be an ISO 8601 time with Z or an offset, such as 2027-01-31T09:00:00Z, from 1970 to 2199',
      (value) => value instanceof Date,
    ),
    documented({ example: '2027-01-31T09:00:00Z', ...options }, { type: String, format: 'date-time' }),
  );
}

/** A calendar date without a zone, such as `2027-01-31`. */
export function LocalDateField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    presence(options),
    satisfies('is_local_date', 'must be a date such as 2027-01-31, from 1970 to 2199', isLocalDate),
    documented({ example: '2027-01-31', ...options }, { type: String, format: 'date' }),
  );
}

/** A date or an instant, stays text; years from 1970 to 2199. */
export function DateOrInstantField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    presence(options),
    satisfies(
      'is_date_or_instant',
      'must be a date such as 2027-01-31 or a time with Z or an offset such as 2027-01-31T09:00:00Z, from 1970 to 2199',
      isDateOrInstant,
    ),
    documented(options, {
      type: String,
      anyOf: [
        { type: 'string', format: 'date' },
        { type: 'string', format: 'date-time' },
      ],
    }),
  );
}

/** A name of the tz database such as `Europe/Paris`, case-insensitive; becomes the database's spelling. */
export function TimeZoneField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => timeZoneNamed(value) ?? value),
    presence(options),
    satisfies('is_time_zone', 'must be an IANA time zone such as Europe/Paris', isTimeZone),
    documented({ example: 'Europe/Paris', ...options }, { type: String, format: 'time-zone', maxLength: 64 }),
  );
}

/** Time of day in hours and minutes; as an end also 24:00. */
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

export function LanguageField(options: FieldOptions = {}): PropertyDecorator {
  return EnumField(LANGUAGES, { name: 'Language', example: 'fr', ...options });
}

/** Digits become a number, because a query is text; nothing else does, so that no object is asked for its number. */
function toInteger(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** An integer; in queries as digits. */
export function IntegerField(
  options: FieldOptions & { readonly min: number; readonly max: number; readonly default?: number },
): PropertyDecorator {
  return applyDecorators(
    fromText(toInteger),
    presence(options),
    IsInt(),
    Min(options.min),
    Max(options.max),
    documented(options, { type: 'integer', minimum: options.min, maximum: options.max, default: options.default }),
  );
}

/** A number, also with a fraction, in a body. */
export function NumberField(
  options: FieldOptions & { readonly min: number; readonly max: number; readonly default?: number },
): PropertyDecorator {
  return applyDecorators(
    presence(options),
    IsNumber({ allowNaN: false, allowInfinity: false }, { message: 'must be a number' }),
    Min(options.min),
    Max(options.max),
    documented(options, { type: 'number', minimum: options.min, maximum: options.max, default: options.default }),
  );
}

/** `true` or `false`; as text in queries, as JSON in bodies. */
export function BooleanField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    fromText((value) => (value === 'true' ? true : value === 'false' ? false : value)),
    presence(options),
    IsBoolean({ message: 'must be true or false' }),
    documented(options, { type: Boolean }),
  );
}

/** A free-form JSON object; `maxBytes` bounds its size as PostgreSQL returns it (`storedJsonBytes`). */
export function JsonObjectField(options: FieldOptions & { readonly maxBytes: number }): PropertyDecorator {
  return applyDecorators(
    presence(options),
    IsObject(),
    satisfies(
      'max_bytes',
      `must have at most ${options.maxBytes} bytes as JSON, with numbers written out as decimals`,
      (value) => value !== undefined && storedJsonBytes(value) <= options.maxBytes,
    ),
    satisfies('is_finite', 'has a number that is too big', hasOnlyFiniteNumbers),
    documented(options, { type: 'object', additionalProperties: true }),
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
