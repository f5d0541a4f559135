import { ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'TimeZoneData' })
export class TimeZoneDataDto {
  /**
   * IANA release of the zone data that this process computes with.
   * @example 2026c
   */
  runtime: string;
  /**
   * Zones whose offsets differ from those of the database.
   * @example []
   */
  differingZones: string[];
}

@ApiSchema({ name: 'Services' })
export class ServicesDto {
  database: 'up' | 'down';
  redis: 'up' | 'down';
  queue: 'up' | 'down';
  timeZoneData: TimeZoneDataDto;
}

@ApiSchema({ name: 'Health' })
export class HealthDto {
  /** `degraded`: requests are answered, but what needs Redis waits. `down`: the database does not answer. */
  status: 'ok' | 'degraded' | 'down';
  timestamp: Date;
  /** Seconds since the process started. Absent, as what follows, where the installation keeps details to itself. */
  uptime?: number;
  /** @example production */
  environment?: string;
  /** @example 0.1.0 */
  version?: string;
  services?: ServicesDto;
}

@ApiSchema({ name: 'Liveness' })
export class LivenessDto {
  status: 'ok' | 'error' | 'shutting_down';
}
