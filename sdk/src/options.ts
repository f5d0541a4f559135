import type { TokenStore } from './tokens.js';

/** A secret, or what gives the one of the moment. */
export type Secret = string | (() => string | Promise<string>);

/** Where the server is and who calls. With neither token, key nor store the tokens of a sign-in are kept in memory. */
export interface LyceumOptions {
  /** Where the server is, for example `https://lyceum.example`, or with the path that it stands under. */
  readonly baseUrl: string;
  /** An API key, `lyk_…`. An undefined or empty one is refused: leave the member out where there is none. */
  readonly apiKey?: Secret | undefined;
  /** An access token that somebody else looks after. */
  readonly token?: Secret | undefined;
  /** Where tokens are kept: those of a sign-in, renewed when they end. */
  readonly tokenStore?: TokenStore | undefined;
  /** How long one attempt may take, from asking for the token to the last byte; 30 seconds unless set, `Infinity` for no limit. */
  readonly timeoutMs?: number | undefined;
  /** How often a call is sent again that failed for a reason that passes, where that is safe; twice unless set. */
  readonly maxRetries?: number | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** In place of the global one. */
  readonly fetch?: typeof fetch | undefined;
}

/** What one call may set for itself. */
export interface CallOptions {
  /** Ends the call at once, whatever it waits for; it is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** In place of the client's. */
  readonly timeoutMs?: number | undefined;
  /** In place of the client's. */
  readonly maxRetries?: number | undefined;
  /** Beside the client's, and in place of those of the same name. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Parameters, of which those that may be left out may be undefined as well. */
export type Query<T> = {
  [Name in keyof T]: Partial<Pick<T, Name>> extends Pick<T, Name> ? T[Name] | undefined : T[Name];
};

/** What calls that make something may set. */
export interface KeyedCallOptions extends CallOptions {
  /** Names what is made: the same key and body get the first answer again, for 24 hours. One is made up unless set. */
  readonly idempotencyKey?: string | undefined;
}

/** What calls that change something with a version may set. */
export interface MatchCallOptions extends CallOptions {
  /** The `version` or `ETag` that was read: somebody else's change in between is not overwritten (`PreconditionFailed`). */
  readonly ifMatch?: string | number | undefined;
}
