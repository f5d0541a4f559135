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

/** A batch has up to a hundred items, and its answer stays small too. */
const MOST_ERRORS_OF_ITEM = 10;

/** Of how many unknown fields of an input it is said which were probably meant. */
const MOST_MEANT = 10;

/** Refuses what is unknown, malformed or cannot be stored, and names the faults. */
@Injectable()
export class InputPipe extends ValidationPipe {
  private mostFaults = MOST_ERRORS;
  /** What reads everything but JSON. */
  private ofText?: InputPipe;
  private isOfText = false;

  /** For one of many items, whose faults are listed in one answer. */
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
      // The target tells which fields there are; it never leaves this file.
      validationError: { target: true, value: false },
    });
    rememberRules();
  }

  /** A request without a body is one without fields: which of them are needed, the DTO says. */
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
 * Every object has these, so class-transformer leaves them out of what it makes, in silence: neither a rule nor the refusal
 * of unknown fields would see them. Nobody may call a member of their own so, in free objects either.
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
 * Without the unknown members that no answer would list: each costs class-transformer a copy and class-validator an error,
 * and a request of allowed size can have ten thousand.
 * @param most how many unknown members stay, to be refused by name
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
 * The first faults, as an answer lists them, and how many there are. The others are only counted: a request of allowed
 * size can have ten thousand, and each would cost a path, a pointer and a search for the field that was meant.
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
      // As the path of those that are not listed any more, any will do.
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
