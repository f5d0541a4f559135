import { Injectable } from '@nestjs/common';
import { DatabaseClock } from '../../../../infra/database/database-clock.js';
import { Sql } from '../../../../infra/database/sql.js';
import { dateOfDay, dayOf, toLocal } from '../../../../kernel/zoned-time.js';

/** Where none is set. */
export const USUAL_ZONE = 'UTC';

/** When the digest of the day is made, in the zone of the institution. */
export const DIGEST_AT = '08:00';
/** A digest that could not be made until then is left to the next morning, which tells what came since the last. */
export const DIGEST_UNTIL = '12:00';

/** SQL: the zone of the institution. */
export const zoneOf = (organizationId: string) =>
  `coalesce((SELECT z.time_zone FROM course_settings z WHERE z.organization_id = ${organizationId}), '${USUAL_ZONE}')`;

/** SQL: the day that it is at the institution. */
export const todayAt = (organizationId: string) => `(now() AT TIME ZONE ${zoneOf(organizationId)})::date`;

/** Days of courses are those of the institution's zone. */
@Injectable()
export class CourseDays {
  constructor(
    private readonly sql: Sql,
    private readonly clock: DatabaseClock,
  ) {}

  async zoneOf(organizationId: string): Promise<string> {
    const [row] = await this.sql.query<{ zone: string }>('course_zone_of', `SELECT ${zoneOf('$1')} AS zone`, [
      organizationId,
    ]);
    return row?.zone ?? USUAL_ZONE;
  }

  /** When the digest of today is due, or was. */
  async morningOf(organizationId: string): Promise<Date> {
    const [row] = await this.sql.query<{ at: string }>(
      'course_morning_of',
      `SELECT (${todayAt('$1')} + time '${DIGEST_AT}') AT TIME ZONE ${zoneOf('$1')} AS at`,
      [organizationId],
    );
    return row ? new Date(row.at) : this.clock.now();
  }

  async today(organizationId: string): Promise<string> {
    const now = await this.clock.now();
    return dateOfDay(dayOf(toLocal(await this.zoneOf(organizationId), now.getTime())));
  }
}
