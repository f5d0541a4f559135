import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { Logger } from '../telemetry/logger.js';

export interface TimeZoneDataReport {
  /** The IANA release that this process computes with. */
  readonly runtime: string;
  /** Zones whose offsets differ between this process and the database at one of the probed moments. */
  readonly differingZones: string[];
}

/** Both solstices and equinoxes of the years around now: enough to see a changed rule or offset. */
function probes(year: number): string[] {
  return [year - 1, year, year + 1, year + 2].flatMap((y) =>
    ['01-15', '04-15', '07-15', '10-15', '12-15'].map((day) => `${y}-${day}T12:00:00Z`),
  );
}

/**
 * Node and PostgreSQL each bring their own zone data. PostgreSQL does not name its release, so the offsets themselves
 * are compared, once at the start; a difference is a warning that names the zones.
 */
@Injectable()
export class TimeZoneData implements OnApplicationBootstrap {
  private differing: Promise<string[]> | undefined;

  constructor(
    private readonly sql: Sql,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    void this.report().then(({ runtime, differingZones }) => {
      if (differingZones.length > 0) this.logger.event('time_zone_data.differs', { runtime, differingZones }, 'warn');
    });
  }

  async report(): Promise<TimeZoneDataReport> {
    this.differing ??= this.compare();
    const differingZones = await this.differing.catch(() => {
      this.differing = undefined;
      return [];
    });
    return { runtime: process.versions['tz'] ?? 'unknown', differingZones };
  }

  private async compare(): Promise<string[]> {
    const zones = Intl.supportedValuesOf('timeZone');
    const moments = probes(new Date().getUTCFullYear());
    const rows = await this.sql.query<{ zone: string; offsets: number[] }>(
      'time_zone_offsets',
      `SELECT z.zone, array_agg(extract(epoch FROM (m.moment AT TIME ZONE z.zone) - (m.moment AT TIME ZONE 'UTC'))::int / 60 ORDER BY m.n) AS offsets
       FROM unnest($1::text[]) AS z(zone) CROSS JOIN unnest($2::timestamptz[]) WITH ORDINALITY AS m(moment, n)
       WHERE EXISTS (SELECT FROM pg_timezone_names p WHERE p.name = z.zone) GROUP BY z.zone`,
      [zones, moments],
    );
    return rows
      .filter(({ zone, offsets }) => offsetsOf(zone, moments).some((offset, index) => offset !== offsets[index]))
      .map(({ zone }) => zone);
  }
}

function offsetsOf(zone: string, moments: string[]): number[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return moments.map((moment) => {
    const name = format.formatToParts(new Date(moment)).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
    const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  });
}
