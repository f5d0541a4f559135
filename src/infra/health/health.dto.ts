import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { CIRCUIT_STATES, type CircuitState, type ServiceCircuits } from '../circuits/circuit-breakers.js';
import { EnumField } from '../http/fields.js';
import { InstantProperty } from '../http/properties.js';

@ApiSchema({ name: 'TimeZoneData' })
export class TimeZoneDataDto {
  /**
   * IANA release of the zone data that this process computes with.
   * @example 2026c
   */
  runtime: string;
  /**
   * Names of the tz database whose clocks the database shows differently, this year or in the next three. Null until they
   * were compared, some seconds after the start.
   */
  @ApiProperty({ type: [String], nullable: true, example: [] })
  differingZones: string[] | null;
  /** First moment at which they differ; null when all are the same. */
  @InstantProperty({ nullable: true, example: null })
  differsFrom: Date | null;
}

@ApiSchema({ name: 'OutsideServiceState' })
export class OutsideServiceStateDto {
  /**
   * `mail`: the mail provider. `calendars`: the servers of external calendars.
   * @example mail
   */
  name: string;
  /**
   * `closed`: it is called. `open`: it failed several times, and is left alone for a while; what is for it waits.
   * `half_open`: one call finds out whether it is back. Of several servers, the worst.
   */
  @EnumField(CIRCUIT_STATES, { name: 'CircuitState' })
  state: CircuitState;
  /**
   * How many of them are not `closed`.
   * @example 0
   */
  open: number;
}

export function toOutsideStateDto({ service: { name }, state, open }: ServiceCircuits): OutsideServiceStateDto {
  return { name, state, open };
}

@ApiSchema({ name: 'Services' })
export class ServicesDto {
  @EnumField(['up', 'down'])
  database: 'up' | 'down';
  @EnumField(['up', 'down'])
  redis: 'up' | 'down';
  @EnumField(['up', 'down'])
  queue: 'up' | 'down';
  timeZoneData: TimeZoneDataDto;
  /** Services of others. Empty while the database is down, which knows of them. */
  @ApiProperty({ type: [OutsideServiceStateDto] })
  outside: OutsideServiceStateDto[];
}

@ApiSchema({ name: 'Health' })
export class HealthDto {
  /**
   * `degraded`: requests are answered, but what needs Redis waits, or e-mails do, because the mail provider is away.
   * `down`: the database does not answer.
   */
  @EnumField(['ok', 'degraded', 'down'])
  status: 'ok' | 'degraded' | 'down';
  /** @example 2027-01-05T14:12:05.123Z */
  timestamp: Date;
  /**
   * Seconds since the process started. Absent, like the fields below, where details are switched off.
   * @example 12.3
   */
  uptime?: number;
  /** @example production */
  environment?: string;
  /** @example 0.1.0 */
  version?: string;
  services?: ServicesDto;
}

@ApiSchema({ name: 'Liveness' })
export class LivenessDto {
  @EnumField(['ok', 'error', 'shutting_down'])
  status: 'ok' | 'error' | 'shutting_down';
}
