import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import {
  CIRCUIT_STATES,
  type CircuitState,
  type OpenCircuit,
  outsideServices,
} from '../../../../infra/circuits/circuit-breakers.js';
import { EnumField } from '../../../../infra/http/fields.js';
import { InstantProperty } from '../../../../infra/http/properties.js';

@ApiSchema({ name: 'OpenCircuit' })
export class OpenCircuitDto {
  /**
   * Which server; null where there is only one.
   * @example calendar.example
   */
  target: string | null;
  @EnumField(CIRCUIT_STATES, { name: 'CircuitState', example: 'open' })
  state: CircuitState;
  /**
   * Consecutive ones.
   * @example 5
   */
  failures: number;
  /** @example 'The mail server answered 421' */
  lastError: string;
  /** @example 2027-01-05T14:10:00.000Z */
  openedAt: Date;
  /** When one call is let through; while it is under way, when the next would be. */
  @InstantProperty({ example: '2027-01-05T14:11:00.000Z' })
  retryAt: Date;
}

@ApiSchema({ name: 'OutsideService' })
export class OutsideServiceDto {
  /** `mail`: the mail provider. `calendars`: the servers of external calendars. */
  @EnumField(outsideServices().map(({ name }) => name), { name: 'OutsideServiceName' })
  name: string;
  /** Of several servers, the worst. */
  @EnumField(CIRCUIT_STATES, { name: 'CircuitState' })
  state: CircuitState;
  /**
   * How many are not `closed`.
   * @example 0
   */
  open: number;
  /** Those that are not `closed`, the latest first; at most 100 of all services. */
  @ApiProperty({ type: [OpenCircuitDto] })
  circuits: OpenCircuitDto[];
}

@ApiSchema({ name: 'OutsideServices' })
export class OutsideServicesDto {
  @ApiProperty({ type: [OutsideServiceDto] })
  services: OutsideServiceDto[];
}

export function toOpenCircuitDto({ target, openedAt, retryAt, ...circuit }: OpenCircuit): OpenCircuitDto {
  const { state, failures, lastError } = circuit;
  return {
    target: target === '' ? null : target,
    state,
    failures,
    lastError,
    openedAt: new Date(openedAt),
    retryAt: new Date(retryAt),
  };
}
