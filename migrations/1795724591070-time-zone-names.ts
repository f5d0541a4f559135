import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  'users',
  'schedules',
  'schedule_travels',
  'bookables',
  'out_of_office',
  'event_types',
  'booking_series',
  'bookings',
  'waitlist_entries',
  'email_deliveries',
];

/**
 * What ICU takes for the names that it has beside those of the tz database (its file `icuzones`), in today's spelling of
 * the tz database: hours were computed by exactly these zones, so nothing that is planned moves.
 */
const MEANT: ReadonlyArray<readonly [name: string, zone: string]> = [
  ['act', 'Australia/Darwin'],
  ['aet', 'Australia/Sydney'],
  ['agt', 'America/Argentina/Buenos_Aires'],
  ['art', 'Africa/Cairo'],
  ['ast', 'America/Anchorage'],
  ['bet', 'America/Sao_Paulo'],
  ['bst', 'Asia/Dhaka'],
  ['cat', 'Africa/Maputo'],
  ['cnt', 'America/St_Johns'],
  ['cst', 'America/Chicago'],
  ['ctt', 'Asia/Shanghai'],
  ['eat', 'Africa/Nairobi'],
  ['ect', 'Europe/Paris'],
  ['iet', 'America/Indiana/Indianapolis'],
  ['ist', 'Asia/Kolkata'],
  ['jst', 'Asia/Tokyo'],
  ['mit', 'Pacific/Apia'],
  ['net', 'Asia/Yerevan'],
  ['nst', 'Pacific/Auckland'],
  ['plt', 'Asia/Karachi'],
  ['pnt', 'America/Phoenix'],
  ['prt', 'America/Puerto_Rico'],
  ['pst', 'America/Los_Angeles'],
  ['sst', 'Pacific/Guadalcanal'],
  ['vst', 'Asia/Ho_Chi_Minh'],
  ['canada/east-saskatchewan', 'America/Regina'],
  ['us/pacific-new', 'America/Los_Angeles'],
  ['systemv/ast4adt', 'America/Halifax'],
  ['systemv/est5edt', 'America/New_York'],
  ['systemv/cst6cdt', 'America/Chicago'],
  ['systemv/mst7mdt', 'America/Denver'],
  ['systemv/pst8pdt', 'America/Los_Angeles'],
  ['systemv/yst9ydt', 'America/Anchorage'],
  ['systemv/ast4', 'America/Puerto_Rico'],
  ['systemv/est5', 'America/Indiana/Indianapolis'],
  ['systemv/cst6', 'America/Regina'],
  ['systemv/mst7', 'America/Phoenix'],
  ['systemv/pst8', 'Pacific/Pitcairn'],
  ['systemv/yst9', 'Pacific/Gambier'],
  ['systemv/hst10', 'Pacific/Honolulu'],
];

/** Zones are names of the tz database from now on; what was taken of others before becomes one. */
export class TimeZoneNames1795724591070 implements MigrationInterface {
  readonly name = 'TimeZoneNames1795724591070';

  async up(runner: QueryRunner): Promise<void> {
    const values = MEANT.map(([name, zone]) => `('${name}', '${zone}')`).join(', ');
    for (const table of TABLES)
      await runner.query(
        `UPDATE "${table}" t SET time_zone = meant.zone FROM (VALUES ${values}) AS meant(name, zone)
         WHERE lower(t.time_zone) = meant.name`,
      );
  }

  /** What stands there is right for the release before, too. */
  async down(): Promise<void> {
    await Promise.resolve();
  }
}
