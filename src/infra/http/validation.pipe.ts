import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { FieldError } from '../../kernel/coded-error.js';
import { invalid, MOST_ERRORS } from '../../kernel/invalid.js';
import { withoutAliases } from './alias-field.js';
import type { InputOptions } from './field-parts.js';
import { isForm } from './form-bodies.js';
import { fieldsOf, meantField } from './field-names.js';
import { isWellFormed } from '../../kernel/well-formed.js';
import { rememberRules } from './validation-rules.js';

/** Listed errors per item of a batch, which has up to a hundred items: the response stays small. */
const MOST_ERRORS_OF_ITEM = 10;

/** Most unknown fields of an input that get a "did you mean". */
const MOST_MEANT = 10;

/** Validates input: refuses unknown fields, malformed values and characters that cannot be stored, naming each. */
@Injectable()
export class InputPipe extends ValidationPipe {
  private mostFaults = MOST_ERRORS;
  /** The pipe for queries and forms, whose values are strings. */
  private ofText?: InputPipe;
  private isOfText = false;

  /** The pipe for items of a batch, which lists fewer errors of each. */
  static ofItems(): InputPipe {
    const pipe = new InputPipe();
    pipe.mostFaults = MOST_ERRORS_OF_ITEM;
    return pipe;
  }

  private static ofText(): InputPipe {
    const pipe = new InputPipe();
    pipe.isOfText = true;
    const options: InputOptions = { isText: true };
    pipe.transformOptions = options;
    return pipe;
  }

  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      stopAtFirstError: true,
      // The target is needed for its known fields; it never leaves this file.
      validationError: { target: true, value: false },
    });
    rememberRules();
  }

  /** A missing body is validated as `{}`: the DTO knows which fields are required. */
  override async transform(given: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return given;
    const inBody = metadata.type === 'body';
    if ((!inBody || isForm(given)) && !this.isOfText)
      return (this.ofText ??= InputPipe.ofText()).transform(given, metadata);
    const value = inBody && given === undefined ? {} : given;
    if (inBody && (typeof value !== 'object' || value === null || Array.isArray(value)))
      throw invalid([{ pointer: '', field: 'body', message: 'must be a JSON object', code: 'is_object' }]);
    // A single parameter is named by its decorator: `@Param('id')`.
    const faults = textFaults(value, !inBody && metadata.data ? [metadata.data] : [], inBody);
    if (faults.length > 0) throw invalid(faults);
    const input = withoutAliases(value, metadata.metatype);
    if (input.faults.length > 0) throw invalid(input.faults);
    const { members, passedOver } = withFewUnknown(input.value, metadata.metatype, this.mostFaults);
    try {
      return (await super.transform(members, metadata)) as unknown;
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      const found = new FoundFaults(inBody, this.mostFaults);
      found.addAll(error.errors, members, []);
      throw invalid(found.listed.map(input.named), found.count + passedOver);
    }
  }

  override createExceptionFactory() {
    return (errors: ValidationError[] = []) => new Rejected(errors);
  }
}

class Rejected extends Error {
  constructor(readonly errors: ValidationError[]) {
    super('rejected');
  }
}

type Path = ReadonlyArray<string>;

function fault(path: Path, inBody: boolean, message: string, code: string): FieldError {
  const field = path.reduce(
    (text, part) => (/^\d+$/.test(part) ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    '',
  );
  const pointer = path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return { ...(inBody ? { pointer } : {}), field: field || 'body', message, code };
}

/**
 * Members of `Object.prototype` (prototype pollution): class-transformer drops them silently, so that no rule sees
 * them. They are refused as names, also in free-form objects.
 */
const RESERVED = new Set(Object.getOwnPropertyNames(Object.prototype));

function textFaults(value: unknown, path: Path, inBody: boolean): FieldError[] {
  if (typeof value === 'string')
    return isWellFormed(value)
      ? []
      : [fault(path, inBody, 'contains a character that cannot be stored', 'is_well_formed')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (!isWellFormed(key)) return [fault(path, inBody, 'has a malformed name', 'is_well_formed')];
    if (RESERVED.has(key)) return [fault([...path, key], inBody, 'is not a known field', 'unknown_field')];
    return textFaults(member, [...path, key], inBody);
  });
}

/**
 * Drops the unknown members that no response would list: each costs class-transformer a copy and class-validator an
 * error, and a request of allowed size can have ten thousand.
 * @param most how many unknown members are kept, to be refused by name
 */
function withFewUnknown(
  value: unknown,
  type: ArgumentMetadata['metatype'],
  most: number,
): { readonly members: unknown; readonly passedOver: number } {
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (!type || names.length <= most) return { members: value, passedOver: 0 };
  const known = new Set(fieldsOf(type));
  // A type without rules is not looked at by the validator either.
  if (known.size === 0) return { members: value, passedOver: 0 };
  const passedOver = new Set(names.filter((name) => !known.has(name)).slice(most));
  const members = Object.entries(value as object).filter(([name]) => !passedOver.has(name));
  return { members: Object.fromEntries(members), passedOver: passedOver.size };
}

/**
 * The first validation errors, for the response, and the count of all. The others are only counted: a request of
 * allowed size can have ten thousand, and each would cost a path, a pointer and a "did you mean".
 */
class FoundFaults {
  readonly listed: FieldError[] = [];
  count = 0;
  private meant = 0;

  constructor(
    private readonly inBody: boolean,
    private readonly most: number,
  ) {}

  /** @param given what these errors are about, as it arrived */
  addAll(errors: readonly ValidationError[], given: unknown, path: Path): void {
    for (const error of errors) {
      const member = (given as Readonly<Record<string, unknown>> | null | undefined)?.[error.property];
      // The path of errors that are only counted does not matter.
      const here = this.listed.length < this.most ? [...path, error.property] : path;
      this.addOwn(error, member, here);
      if (error.children) this.addAll(error.children, member, here);
    }
  }

  private addOwn({ constraints, property, target }: ValidationError, member: unknown, path: Path): void {
    if (!constraints) return;
    const rules = Object.entries(constraints);
    if (rules.length > 0 && member === undefined) this.add(path, () => ['is missing', 'required']);
    else
      for (const [rule, message] of rules)
        this.add(path, () =>
          rule === 'whitelistValidation'
            ? [this.unknownField(target, property), 'unknown_field']
            : [message.startsWith(`${property} `) ? message.slice(property.length + 1) : message, snake(rule)],
        );
  }

  private add(path: Path, said: () => [message: string, code: string]): void {
    this.count += 1;
    if (this.listed.length < this.most) this.listed.push(fault(path, this.inBody, ...said()));
  }

  private unknownField(target: object | undefined, name: string): string {
    this.meant += 1;
    const meant = this.meant <= MOST_MEANT ? meantField(target, name) : undefined;
    return meant === undefined ? 'is not a known field' : `is not a known field; did you mean ${meant}?`;
  }
}

const snake = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
