/** A kind of service of others that Lyceum calls, such as the mail provider. Each has circuit breakers. */
export interface OutsideService {
  /** Unique and stable: it is stored, and a label of metrics. */
  readonly name: string;
  /** The installation depends on it: while it is away, `/health` says `degraded`. */
  readonly isOurs: boolean;
}
