import { Injectable } from '@nestjs/common';
import { SECOND } from '../../kernel/clock.js';
import { CircuitBreakerConfig } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { registeredFeatures } from '../features/registered-features.js';
import { Logger } from '../telemetry/logger.js';
import type { OutsideService } from './outside-service.js';

export const CIRCUIT_STATES = ['closed', 'open', 'half_open'] as const;
export type CircuitState = (typeof CIRCUIT_STATES)[number];

/** Leave to make one call. How it went is said once: `succeeded`, `failed`, or `unused` when no call was made. */
export interface Pass {
  readonly service: string;
  readonly target: string;
  /** Of the one call that a half-open circuit lets through, when it began, which tells it from later ones; otherwise null. */
  readonly trialAt: string | null;
  /** Consecutive failures before it. */
  readonly failures: number;
}

export type Entry =
  | { readonly pass: Pass }
  /** Nothing is to be called for so many milliseconds. */
  | { readonly pass: null; readonly retryInMs: number };

/** A circuit that is not closed. */
export interface OpenCircuit {
  readonly service: string;
  readonly target: string;
  readonly state: Exclude<CircuitState, 'closed'>;
  readonly failures: number;
  readonly lastError: string;
  readonly openedAt: string;
  readonly retryAt: string;
}

/** Of all circuits of one service. */
export interface ServiceCircuits {
  readonly service: OutsideService;
  readonly state: CircuitState;
  /** How many are not closed. */
  readonly open: number;
  readonly halfOpen: number;
}

interface Circuit {
  readonly failures: number;
  readonly isOpen: boolean;
  readonly isOnTrial: boolean;
  readonly retryInMs: number;
}

/** How long a process believes that the one circuit of a service is closed, so that a call costs no query. */
const BELIEVED_MS = SECOND;
/** After so long the next trial begins: the worker with the last one was killed. Longer than most calls may take. */
const TRIAL_SECONDS = 60;
/** While a trial is on, its outcome is asked for this often. */
const ASK_AGAIN_MS = 2 * SECOND;
const LONGEST_PAUSE_SECONDS = 3600;
const LONGEST_ERROR = 300;

const STATE = `CASE WHEN trial_at IS NOT NULL OR retry_at <= now() THEN 'half_open' ELSE 'open' END`;

/** The services that the features of this installation call. */
export function outsideServices(): OutsideService[] {
  return registeredFeatures().flatMap((feature) => feature.outsideServices ?? []);
}

/**
 * Circuit breakers. After some consecutive failures a circuit is open and nothing is called; after a pause it is
 * half-open and lets one call through, whose outcome closes it or opens it again. All workers share the state, and the
 * clock of the database decides.
 */
@Injectable()
export class CircuitBreakers {
  /** By service: until when its circuit counts as closed, by `performance.now()`. */
  private readonly believed = new Map<string, number>();

  constructor(
    private readonly config: CircuitBreakerConfig,
    private readonly sql: Sql,
    private readonly logger: Logger,
  ) {}

  /** @param target which one of its kind; left out where there is only one */
  async enter({ name: service }: OutsideService, target = ''): Promise<Entry> {
    const { isOpen, isOnTrial, failures, retryInMs } = await this.read(service, target);
    const pass = { service, target, failures };
    if (!isOpen) return { pass: { ...pass, trialAt: null } };
    const trialAt = await this.beginTrial(service, target);
    if (trialAt !== null) return { pass: { ...pass, trialAt } };
    return { pass: null, retryInMs: isOnTrial || retryInMs <= 0 ? ASK_AGAIN_MS : retryInMs };
  }

  /** How many calls could be made now: none, the one of a trial, or any number. */
  async roomFor({ name }: OutsideService): Promise<number> {
    const { isOpen, retryInMs } = await this.read(name, '');
    if (!isOpen) return Infinity;
    return retryInMs <= 0 ? 1 : 0;
  }

  /** The service answered, whatever its answer was. */
  async succeeded({ service, target, failures, trialAt }: Pass): Promise<void> {
    if (failures === 0 && trialAt === null) return;
    const [ended] = await this.sql.query<{ wasOpen: boolean }>(
      'circuit_succeeded',
      `DELETE FROM circuit_breakers WHERE service = $1 AND target = $2 RETURNING opened_at IS NOT NULL AS "wasOpen"`,
      [service, target],
    );
    if (ended?.wasOpen) this.logger.event('circuit.closed', { service });
  }

  /**
   * @param reason without anything of a person; it is shown to administrators
   * @param retryAfterSeconds what the service asks for
   */
  async failed({ service, target, trialAt }: Pass, reason: string, retryAfterSeconds = 0): Promise<void> {
    this.believed.delete(service);
    const pauseSeconds = Math.max(this.config.openSeconds, Math.min(retryAfterSeconds, LONGEST_PAUSE_SECONDS));
    const [circuit] = await this.sql.query<{ failures: number }>(
      'circuit_failed',
      `INSERT INTO circuit_breakers AS c (service, target, failures, last_failed_at, last_error, opened_at, retry_at)
       VALUES ($1, $2, 1, now(), $3, CASE WHEN $4::int <= 1 THEN now() END,
         CASE WHEN $4::int <= 1 THEN now() + make_interval(secs => $5::float8) END)
       ON CONFLICT (service, target) DO UPDATE SET failures = c.failures + 1, last_failed_at = now(), last_error = $3,
         opened_at = coalesce(c.opened_at, CASE WHEN c.failures + 1 >= $4::int THEN now() END),
         retry_at = CASE WHEN c.trial_at = $6::timestamptz OR (c.opened_at IS NULL AND c.failures + 1 >= $4::int)
           THEN now() + make_interval(secs => $5::float8) ELSE c.retry_at END,
         trial_at = CASE WHEN c.trial_at = $6::timestamptz THEN NULL ELSE c.trial_at END
       RETURNING failures`,
      [service, target, reason.slice(0, LONGEST_ERROR), this.config.failures, pauseSeconds, trialAt],
    );
    if (circuit?.failures === this.config.failures) this.logger.event('circuit.opened', { service, reason }, 'warn');
  }

  /** Gives the pass back: nothing was called, or nothing that says how the service is. */
  async unused({ service, target, trialAt }: Pass): Promise<void> {
    if (trialAt === null) return;
    await this.sql.query(
      'circuit_unused',
      `UPDATE circuit_breakers SET trial_at = NULL, retry_at = now() WHERE service = $1 AND target = $2 AND trial_at = $3`,
      [service, target, trialAt],
    );
  }

  /** For a target that somebody's data names. */
  async forget({ name }: OutsideService, target: string): Promise<void> {
    await this.sql.query('circuit_forget', 'DELETE FROM circuit_breakers WHERE service = $1 AND target = $2', [
      name,
      target,
    ]);
  }

  /** The state of every service of this installation. */
  async states(): Promise<ServiceCircuits[]> {
    const rows = await this.sql.query<{ service: string; state: CircuitState; circuits: number }>(
      'circuit_states',
      `SELECT service, ${STATE} AS state, count(*)::int AS circuits FROM circuit_breakers WHERE opened_at IS NOT NULL
       GROUP BY 1, 2`,
    );
    return outsideServices().map((service) => {
      const countOf = (state: CircuitState) =>
        rows.find((row) => row.service === service.name && row.state === state)?.circuits ?? 0;
      const [open, halfOpen] = [countOf('open'), countOf('half_open')];
      return {
        service,
        open: open + halfOpen,
        halfOpen,
        state: open > 0 ? 'open' : halfOpen > 0 ? 'half_open' : 'closed',
      };
    });
  }

  /** Those that are not closed: first those of services of which there is one, then the latest. */
  listOpen(limit: number): Promise<OpenCircuit[]> {
    return this.sql.query<OpenCircuit>(
      'circuits_open',
      `SELECT service, target, ${STATE} AS state, failures, last_error AS "lastError", opened_at AS "openedAt",
         retry_at AS "retryAt"
       FROM circuit_breakers WHERE opened_at IS NOT NULL ORDER BY target <> '', opened_at DESC, service, target LIMIT $1`,
      [limit],
    );
  }

  private async read(service: string, target: string): Promise<Circuit> {
    if (target === '' && performance.now() < (this.believed.get(service) ?? 0)) return UNKNOWN;
    const [circuit = UNKNOWN] = await this.sql.query<Circuit>(
      'circuit_read',
      `SELECT failures, opened_at IS NOT NULL AS "isOpen", trial_at IS NOT NULL AND retry_at > now() AS "isOnTrial",
         coalesce(extract(epoch FROM retry_at - now()) * 1000, 0)::float8 AS "retryInMs"
       FROM circuit_breakers WHERE service = $1 AND target = $2`,
      [service, target],
    );
    if (target === '' && circuit === UNKNOWN) this.believed.set(service, performance.now() + BELIEVED_MS);
    return circuit;
  }

  /** @returns when it began; null when it is not the time for one */
  private async beginTrial(service: string, target: string): Promise<string | null> {
    const [trial] = await this.sql.query<{ at: string }>(
      'circuit_trial',
      `UPDATE circuit_breakers SET trial_at = now(), retry_at = now() + make_interval(secs => ${TRIAL_SECONDS})
       WHERE service = $1 AND target = $2 AND opened_at IS NOT NULL AND retry_at <= now() RETURNING trial_at AS at`,
      [service, target],
    );
    return trial?.at ?? null;
  }
}

/** Nothing is known against it. */
const UNKNOWN: Circuit = { failures: 0, isOpen: false, isOnTrial: false, retryInMs: 0 };
