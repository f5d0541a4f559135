import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DAY, SECOND } from '../../kernel/clock.js';
import { timeZoneNames } from '../../kernel/time-zones.js';
import { Sql } from '../database/sql.js';
import { Logger } from '../telemetry/logger.js';
import { type AskedMoment, askedAtChanges, differsFrom, RuntimeClocks } from './zone-clocks.js';

export interface TimeZoneDataReport {
  /** The IANA release that this process computes with. */
  readonly runtime: string;
  /** Zones whose clocks this process and the database show differently; null until they were compared. */
  readonly differingZones: string[] | null;
  /** First moment at which they differ; null when they are the same. */
  readonly differsFrom: Date | null;
}

interface Difference {
  readonly zone: string;
  readonly from: number;
}

interface AskedZone {
  readonly zone: string;
  /** The moments that are the same for every zone, and then those around the zone's own changes. */
  readonly moments: readonly AskedMoment[];
  readonly changes: readonly number[];
}

/** Offsets of today's rules last at least a month: that of Ramadan in Morocco. */
const STEP = 14 * DAY;
const YEARS = 4;
/** Delay after the start, which has better things to do; asking for the report begins at once. */
const COMPARE_AFTER_MS = 30 * SECOND;
/** Zones per query. */
const BATCH = 50;
const ADVICE =
  'Times in these zones are shown and planned by the data of this process. Update whichever is older: Node.js (newer releases carry newer data) or the zone data of PostgreSQL. See "Time zones" in the README.';

/**
 * Node and PostgreSQL each bring their own zone data. PostgreSQL does not name its release, so the clocks of every name of
 * the tz database are compared, through this year and the next three, and at each of their changes to the second: once, in
 * the background, soon after the start, a zone at a time.
 */
@Injectable()
export class TimeZoneData implements OnApplicationBootstrap, OnModuleDestroy {
  private differences: Difference[] | null = null;
  private comparing: Promise<void> | null = null;
  private isStopping = false;
  private soon: NodeJS.Timeout | undefined;

  constructor(
    private readonly sql: Sql,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.soon = setTimeout(() => this.startComparing(), COMPARE_AFTER_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.soon);
    this.isStopping = true;
    await this.comparing;
  }

  /** Does not wait for the comparison; one that failed, because the database was down, begins anew. */
  report(): TimeZoneDataReport {
    if (this.differences === null) this.startComparing();
    const first = this.differences?.reduce((earliest, { from }) => Math.min(earliest, from), Infinity) ?? Infinity;
    return {
      runtime: process.versions['tz'] ?? 'unknown',
      differingZones: this.differences?.map(({ zone }) => zone) ?? null,
      differsFrom: first === Infinity ? null : new Date(first),
    };
  }

  /** @returns the report once everything was compared, or could not be */
  async compared(): Promise<TimeZoneDataReport> {
    this.startComparing();
    await this.comparing;
    return this.report();
  }

  private startComparing(): void {
    if (this.differences !== null || this.isStopping) return;
    this.comparing ??= this.compare(new Date().getUTCFullYear())
      .then((differences) => {
        this.differences = differences;
        this.warn();
      })
      .catch(() => undefined)
      .finally(() => (this.comparing = null));
  }

  private warn(): void {
    if (!this.differences || this.differences.length === 0) return;
    this.logger.event('time_zone_data.differs', { ...this.report(), advice: ADVICE }, 'warn');
  }

  private async compare(year: number): Promise<Difference[]> {
    const moments: number[] = [];
    for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + YEARS, 0, 1); at += STEP) moments.push(at);
    const runtime = new RuntimeClocks(moments);
    const names = timeZoneNames();
    const known = await this.knownToDatabase(names);
    const differences = names.filter((name) => !known.has(name)).map((zone) => ({ zone, from: moments[0] ?? 0 }));
    const compared = names.filter((name) => known.has(name));
    for (let index = 0; index < compared.length && !this.isStopping; index += BATCH)
      differences.push(...(await this.compareBatch(compared.slice(index, index + BATCH), runtime, moments)));
    return differences.sort((a, b) => a.from - b.from || (a.zone < b.zone ? -1 : 1));
  }

  private async compareBatch(zones: string[], runtime: RuntimeClocks, moments: number[]): Promise<Difference[]> {
    const asked: AskedZone[] = [];
    for (const zone of zones) {
      const clocks = runtime.of(zone);
      const always = moments.map((at, index) => ({ at, offset: clocks.offsets[index] ?? 0 }));
      const atChanges = askedAtChanges(clocks);
      asked.push({ zone, moments: [...always, ...atChanges], changes: atChanges.map(({ at }) => at) });
      await nextTurn();
    }
    const answers = await this.offsetsInDatabase(asked, moments);
    let answered = 0;
    return asked.flatMap(({ zone, moments: all }) => {
      const from = differsFrom(all, answers.slice(answered, (answered += all.length)));
      return from === undefined ? [] : [{ zone, from }];
    });
  }

  private async knownToDatabase(names: string[]): Promise<Set<string>> {
    const rows = await this.sql.query<{ name: string }>(
      'time_zone_names',
      'SELECT name FROM pg_timezone_names WHERE name = ANY($1::text[])',
      [names],
    );
    return new Set(rows.map(({ name }) => name));
  }

  /** @returns UTC offsets in seconds, by zone, at each of the moments and then at its changes */
  private async offsetsInDatabase(asked: readonly AskedZone[], moments: readonly number[]): Promise<number[]> {
    const seconds = (times: readonly number[]) => times.map((at) => at / SECOND);
    const [row] = await this.sql.query<{ offsets: number[] | null }>(
      'time_zone_offsets',
      `SELECT array_agg(extract(epoch FROM (at AT TIME ZONE zone) - (at AT TIME ZONE 'UTC'))::int ORDER BY z, m) AS offsets
       FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS zones(zone, changes, z)
       CROSS JOIN unnest($3::float8[] || changes::float8[]) WITH ORDINALITY AS moments(second, m)
       CROSS JOIN to_timestamp(second) AS at`,
      [asked.map(({ zone }) => zone), asked.map(({ changes }) => `{${seconds(changes).join()}}`), seconds(moments)],
    );
    return row?.offsets ?? [];
  }
}
