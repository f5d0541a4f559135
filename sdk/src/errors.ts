import type { FieldError, Problem } from './generated/schemas.js';
import type { ErrorCode } from './generated/errors.js';

const BRAND = Symbol.for('@lyceum/sdk.ProblemError');

/** Whatever this package throws, except what a caller's own `AbortSignal` gives as its reason. */
export class LyceumError extends Error {
  override readonly name: string = 'LyceumError';
}

/** No answer came: the server could not be reached, or the connection broke. */
export class ConnectionError extends LyceumError {
  override readonly name: string = 'ConnectionError';
}

/** No answer came in time. */
export class TimeoutError extends ConnectionError {
  override readonly name: string = 'TimeoutError';
}

/** What answered was no Lyceum, or something between: a proxy's page, for example. */
export class UnexpectedAnswer extends LyceumError {
  override readonly name: string = 'UnexpectedAnswer';

  constructor(
    readonly status: number,
    /** How the body begins. */
    readonly text: string,
  ) {
    super(`The server answered ${status} with what is no answer of Lyceum: ${text.slice(0, 200)}`);
  }
}

/** The body of a refusal, with what its code brings along. */
export type ProblemBody = Problem & Readonly<Record<string, unknown>>;

/**
 * A refusal (RFC 9457). Each code has a class of its own, whose instances have what the code brings along:
 * `if (error instanceof SlotTaken) error.alternatives`.
 */
export class ProblemError extends LyceumError {
  static readonly code: string | undefined = undefined;

  /** Stable: branch on it, or on the class, never on texts. */
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  /** What is wrong with which field, where the code is `validation_failed`. */
  readonly errors: readonly FieldError[];
  readonly requestId: string;
  /** How long to wait before the next attempt, where the server said so. */
  readonly retryAfterSeconds: number | undefined;
  /** The whole body. */
  declare readonly problem: ProblemBody;

  constructor(problem: ProblemBody, retryAfterSeconds?: number) {
    super(problem.detail ?? problem.title);
    Object.assign(this, problem);
    this.code = problem.code as ErrorCode;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.requestId = problem.requestId;
    this.retryAfterSeconds = retryAfterSeconds;
    // Not shown where the error is printed, which has all of it already.
    Object.defineProperties(this, {
      [BRAND]: { value: true },
      problem: { value: problem },
      name: { value: classNameOf(problem.code) },
    });
  }

  /**
   * By the code, not by the prototype: so a program loads the classes that it names and no others, and errors are
   * recognized that another copy of this package has thrown.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== 'object' || value === null || !(BRAND in value)) return false;
    return this.code === undefined || Reflect.get(value, 'code') === this.code;
  }
}

/** `SlotTaken` of `slot_taken`: the name of its class. */
function classNameOf(code: string): string {
  return code.replace(/(?:^|_)([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}
