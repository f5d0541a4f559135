import { ApiSchema } from '@nestjs/swagger';
import { IntegerField } from '../../../../infra/http/fields.js';

export class DashboardQueryDto {
  @IntegerField({ min: 1, max: 365, default: 30, optional: true, description: 'How many days back from now.' })
  days?: number;
}

@ApiSchema({ name: 'AnalyticsPeriod' })
export class AnalyticsPeriodDto {
  /** @example 30 */
  days: number;
  /** @example 2027-01-01T00:00:00.000Z */
  from: Date;
  /** @example 2027-01-31T00:00:00.000Z */
  to: Date;
}

@ApiSchema({ name: 'AnalyticsOverview' })
export class AnalyticsOverviewDto {
  /** @example 1240 */
  totalEvents: number;
  /**
   * People: by account, else by `anonymousId`; events with neither are not counted here. Exact for every period.
   * @example 87
   */
  uniqueUsers: number;
  /**
   * How many different types of event there were.
   * @example 12
   */
  eventTypes: number;
}

@ApiSchema({ name: 'AnalyticsBreakdown' })
export class AnalyticsBreakdownDto {
  /** @example booking.confirmed */
  eventType: string;
  /** @example 310 */
  count: number;
  /** @example 42 */
  uniqueUsers: number;
}

@ApiSchema({ name: 'AnalyticsDashboard' })
export class AnalyticsDashboardDto {
  period: AnalyticsPeriodDto;
  overview: AnalyticsOverviewDto;
  /** By type, the most frequent first, at most 100. */
  breakdown: AnalyticsBreakdownDto[];
}
