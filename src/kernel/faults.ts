import type { FieldError } from './coded-error.js';
import { invalid } from './invalid.js';

/** Collects the validation errors of a body, so that one response names all of them. */
export class Faults {
  private readonly errors: FieldError[] = [];

  /** @param pointer JSON pointer (RFC 6901) into the body */
  add(pointer: string, message: string, code: string): void {
    const field = pointer
      .slice(1)
      .replace(/\/(\d+)/g, '[$1]')
      .replaceAll('/', '.');
    this.errors.push({ pointer, field, message, code });
  }

  addIf(isFault: boolean, pointer: string, message: string, code: string): void {
    if (isFault) this.add(pointer, message, code);
  }

  /** @throws CodedError validation_failed */
  throwIfAny(): void {
    if (this.errors.length > 0) throw invalid(this.errors);
  }
}
