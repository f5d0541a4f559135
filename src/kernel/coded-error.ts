/** What went wrong, in terms of the domain. Only the HTTP filter turns a kind into a status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'not_acceptable'
  | 'timed_out'
  | 'conflict'
  | 'gone'
  | 'precondition_failed'
  | 'too_large'
  | 'unsupported_media_type'
  | 'unprocessable'
  | 'too_many_requests'
  | 'headers_too_large'
  | 'internal'
  | 'unavailable';

export interface ErrorDefinition {
  /** Stable and unique, snake_case; clients branch on it. */
  readonly code: string;
  readonly kind: ErrorKind;
  /** One short sentence that is the same for every occurrence. */
  readonly title: string;
  /** For the catalogue: when it happens and what the caller can do. */
  readonly description: string;
  /** Extension members of the problem document, unless an occurrence sets them (RFC 9457, section 3.2). */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** One fault in the input. `pointer` is a JSON pointer (RFC 6901) into the body; parameters have none. */
export interface FieldError {
  readonly pointer?: string;
  readonly field: string;
  readonly message: string;
  readonly code: string;
}

export interface Occurrence {
  /** What happened this time, in a sentence for a person. Never contains another person's data. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Extension members of the problem document (RFC 9457, section 3.2). */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Seconds after which a retry makes sense. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

const catalogue = new Map<string, ErrorDefinition>();

/** Declares an error once; a code that is declared twice stops the process at import. */
export function defineError(definition: ErrorDefinition): ErrorDefinition {
  if (catalogue.has(definition.code)) throw new Error(`The error code ${definition.code} is declared twice.`);
  catalogue.set(definition.code, definition);
  return definition;
}

/** Every declared error, by code. Complete once all feature modules are imported. */
export function errorCatalogue(): ErrorDefinition[] {
  return [...catalogue.values()].sort((a, b) => a.code.localeCompare(b.code));
}

/** The error that services throw: a definition and the details of this occurrence. */
export class CodedError extends Error {
  constructor(
    readonly definition: ErrorDefinition,
    readonly occurrence: Occurrence = {},
  ) {
    super(occurrence.detail ?? definition.title, { cause: occurrence.cause });
    this.name = 'CodedError';
  }

  get code(): string {
    return this.definition.code;
  }
}
