import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { FieldError } from '../../kernel/coded-error.js';
import { invalid } from '../../kernel/invalid.js';
import { withoutAliases } from './alias-field.js';
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
      validationError: { target: false, value: false },
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
      throw error instanceof Rejected ? invalid(flatten(error.errors, [], inBody).map(input.named)) : error;
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

function flatten(errors: readonly ValidationError[], path: Path, inBody: boolean): FieldError[] {
  return errors.flatMap((error) => {
    const here = [...path, error.property];
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) =>
      rule === 'whitelistValidation'
        ? fault(here, inBody, 'is not a known field', 'unknown_field')
        : fault(
            here,
            inBody,
            message.startsWith(`${error.property} `) ? message.slice(error.property.length + 1) : message,
            snake(rule),
          ),
    );
    return [...own, ...flatten(error.children ?? [], here, inBody)];
  });
}

const snake = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
