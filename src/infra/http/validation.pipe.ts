import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { FieldError } from '../../kernel/coded-error.js';
import { invalid } from '../../kernel/invalid.js';
import { withoutAliases } from './alias-field.js';
import { meantField } from './field-names.js';
import { isWellFormed } from '../../kernel/well-formed.js';

/** Refuses what is unknown, malformed or cannot be stored, and names each fault. */
@Injectable()
export class InputPipe extends ValidationPipe {
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
  }

  /** A request without a body is one without fields: which of them are needed, the DTO says. */
  override async transform(given: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return given;
    const inBody = metadata.type === 'body';
    const value = inBody && given === undefined ? {} : given;
    if (inBody && (typeof value !== 'object' || value === null || Array.isArray(value)))
      throw invalid([{ pointer: '', field: 'body', message: 'must be a JSON object', code: 'is_object' }]);
    // A single parameter is named by its decorator: `@Param('id')`.
    const faults = textFaults(value, !inBody && metadata.data ? [metadata.data] : [], inBody);
    if (faults.length > 0) throw invalid(faults);
    const input = withoutAliases(value, metadata.metatype);
    if (input.faults.length > 0) throw invalid(input.faults);
    try {
      return (await super.transform(input.value, metadata)) as unknown;
    } catch (error) {
      throw error instanceof Rejected
        ? invalid(flatten(error.errors, input.value, [], inBody).map(input.named))
        : error;
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

function textFaults(value: unknown, path: Path, inBody: boolean): FieldError[] {
  if (typeof value === 'string')
    return isWellFormed(value)
      ? []
      : [fault(path, inBody, 'contains a character that cannot be stored', 'is_well_formed')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    isWellFormed(key)
      ? textFaults(member, [...path, key], inBody)
      : [fault(path, inBody, 'has a malformed name', 'is_well_formed')],
  );
}

/** @param given what these errors are about, as it arrived */
function flatten(errors: readonly ValidationError[], given: unknown, path: Path, inBody: boolean): FieldError[] {
  return errors.flatMap((error) => {
    const here = [...path, error.property];
    const member = (given as Readonly<Record<string, unknown>> | null | undefined)?.[error.property];
    return [...ownFaults(error, member, here, inBody), ...flatten(error.children ?? [], member, here, inBody)];
  });
}

function ownFaults({ constraints, property, target }: ValidationError, member: unknown, path: Path, inBody: boolean) {
  const rules = Object.entries(constraints ?? {});
  if (rules.length > 0 && member === undefined) return [fault(path, inBody, 'is missing', 'required')];
  return rules.map(([rule, message]) => {
    if (rule === 'whitelistValidation') return fault(path, inBody, unknownField(target, property), 'unknown_field');
    const said = message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
    return fault(path, inBody, said, snake(rule));
  });
}

function unknownField(target: object | undefined, name: string): string {
  const meant = meantField(target, name);
  return meant === undefined ? 'is not a known field' : `is not a known field; did you mean ${meant}?`;
}

const snake = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
