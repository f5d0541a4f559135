/**
 * refused_url: not http(s), with credentials, or malformed; refused_address: not on the public internet, and not in an
 * allowed network; dns: the name has no address; connection: nobody accepts it, or it broke; tls: the handshake or the
 * certificate; timeout: not over in time; redirect: the answer points elsewhere; too_large: headers or body;
 * encoding: a content coding that was not asked for, or damaged; protocol: the answer is not HTTP.
 */
export const EGRESS_FAILURES = [
  'refused_url',
  'refused_address',
  'dns',
  'connection',
  'tls',
  'timeout',
  'redirect',
  'too_large',
  'encoding',
  'protocol',
] as const;
export type EgressFailureReason = (typeof EGRESS_FAILURES)[number];

export interface EgressAnswer {
  readonly status: number;
  /** Names in lower case; repeated ones are joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Whether the body is truncated. */
  readonly isCut: boolean;
}

export interface EgressFailure {
  readonly reason: EgressFailureReason;
  /** A sentence for whoever gave the address. It names no address that a name resolved to. */
  readonly message: string;
}

/** Outcome of a request. A response of any status is an answer, but a redirect, which is a failure with an answer. */
export type EgressOutcome =
  | { readonly failure: null; readonly answer: EgressAnswer }
  | { readonly failure: EgressFailure; readonly answer: EgressAnswer | null };

export type EgressResult = EgressOutcome & { readonly durationMs: number };
