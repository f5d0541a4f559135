import type { FieldError, Problem } from './generated/schemas.js';
import type { ErrorCode } from './generated/errors.js';
import { readRetryAfter } from './retry.js';

const KINDS = Symbol.for('@lyceum/sdk.kinds');

/**
 * Whatever this package throws, except a TypeError for what cannot be sent, the reason of the caller's own `AbortSignal`, and
 * what a caller's token source or store has thrown.
 */
export class LyceumError extends Error {
  /** Names the class in every copy of this package. */
  protected static readonly kind: string = 'LyceumError';
  override readonly name: string = 'LyceumError';

  constructor(message?: string, options?: ErrorOptions) {
    super(message, options);
    const kinds: string[] = [];
    let one: typeof LyceumError = new.target;
    for (; one.kind; one = Object.getPrototypeOf(one) as typeof LyceumError) kinds.push(one.kind);
    // Not shown where the error is printed.
    Object.defineProperty(this, KINDS, { value: kinds });
  }

  /** By what it is called as well: so errors are recognized that another copy of this package has thrown. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return super[Symbol.hasInstance](value) || (Object.hasOwn(this, 'kind') && isOfKind(value, this.kind));
  }
}

function isOfKind(value: unknown, kind: string): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const kinds: unknown = Reflect.get(value, KINDS);
  return Array.isArray(kinds) && kinds.includes(kind);
}

/** No answer came: the server could not be reached, or the connection broke. */
export class ConnectionError extends LyceumError {
  protected static override readonly kind: string = 'ConnectionError';
  override readonly name: string = 'ConnectionError';
}

/** No answer came in time. */
export class TimeoutError extends ConnectionError {
  protected static override readonly kind: string = 'TimeoutError';
  override readonly name: string = 'TimeoutError';
}

/** Somebody else has signed in on this client, or signed out, while a call waited for a token: it was not sent as them. */
export class SignInChanged extends LyceumError {
  protected static override readonly kind: string = 'SignInChanged';
  override readonly name: string = 'SignInChanged';
}

const MOST_SHOWN = 1_000;

/** What answered was no Lyceum, or something between: a proxy's page, for example. */
export class UnexpectedAnswer extends LyceumError {
  protected static override readonly kind: string = 'UnexpectedAnswer';
  override readonly name: string = 'UnexpectedAnswer';
  /** How the body begins. It is not shown where the error is printed: it may have secrets of the request in it. */
  declare readonly text: string;
  /** How long to wait before the next attempt, where the answer said so. */
  readonly retryAfterSeconds: number | undefined;
  readonly requestId: string | null;

  constructor(
    readonly status: number,
    text: string,
    headers?: Headers,
  ) {
    super(`The server answered ${status || 'with a redirect'}, and not as Lyceum does: see the error's \`text\`.`);
    this.retryAfterSeconds = readRetryAfter(headers?.get('retry-after') ?? null);
    this.requestId = headers?.get('x-request-id') ?? null;
    Object.defineProperty(this, 'text', { value: text.slice(0, MOST_SHOWN) });
  }
}

/** The body of a refusal, with what its code brings along. */
export type ProblemBody = Problem & Readonly<Record<string, unknown>>;

/**
 * A refusal (RFC 9457). Each code has a class of its own, whose instances have what the code brings along:
 * `if (error instanceof SlotTaken) error.alternatives`.
 */
export class ProblemError extends LyceumError {
  protected static override readonly kind: string = 'ProblemError';
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

  /** @param retryAfter the header of that name */
  constructor(problem: ProblemBody, retryAfter: string | null = null) {
    super(problem.detail ?? problem.title);
    // What errors have of their own stays: a body may name anything.
    for (const [name, value] of Object.entries(problem)) if (!(name in this)) Reflect.set(this, name, value);
    this.code = problem.code as ErrorCode;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = Array.isArray(problem.errors) ? problem.errors : [];
    this.requestId = problem.requestId;
    this.retryAfterSeconds = readRetryAfter(retryAfter);
    // Not shown where the error is printed, which has all of it already.
    Object.defineProperties(this, {
      problem: { value: problem },
      name: { value: classNameOf(problem.code) },
    });
  }

  /** By the code: so a program loads the classes that it names and no others. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isOfKind(value, ProblemError.kind) && (this.code === undefined || Reflect.get(value, 'code') === this.code);
  }
}

/** `SlotTaken` of `slot_taken`: the name of its class. */
function classNameOf(code: string): string {
  return code.replace(/(?:^|_)([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}
