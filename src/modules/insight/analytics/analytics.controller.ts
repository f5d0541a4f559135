import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { BatchItem } from '../../../kernel/batch.js';
import { Access, CurrentActor, OptionalAccess } from '../../../infra/access/access.decorator.js';
import type { Actor } from '../../../infra/access/actor.js';
import { BatchOf, batchResults } from '../../../infra/http/batch.js';
import { Idempotent } from '../../../infra/http/idempotency.js';
import { Charged } from '../../../infra/quotas/charges.guard.js';
import { RateLimit } from '../../../infra/http/rate-limit.guard.js';
import { AnalyticsCharges } from './analytics-charges.js';
import { AnalyticsService } from './analytics.service.js';
import { AnalyticsEventPageDto, AnalyticsEventQueryDto } from './dto/analytics-event.dto.js';
import { AnalyticsDashboardDto, DashboardQueryDto } from './dto/dashboard.dto.js';
import {
  BATCH_LIMIT,
  RecordedEventDto,
  RecordedEventsDto,
  RecordEventDto,
  RecordEventsDto,
} from './dto/record-event.dto.js';
import { ANALYTICS } from './analytics.limits.js';

@ApiTags('Analytics')
@Controller('analytics')
export class AnalyticsController {
  constructor(private readonly analytics: AnalyticsService) {}

  /**
   * Records an event, with or without sign-in. It counts in the dashboard from now on.
   * @remarks For what happens in an app, such as a page that was opened. What happens in Lyceum is recorded by itself.
   * Do not send personal data.
   */
  @Post('event')
  @OptionalAccess()
  @RateLimit(ANALYTICS)
  @Charged(AnalyticsCharges)
  @Idempotent()
  @HttpCode(202)
  record(@CurrentActor() actor: Actor | undefined, @Body() event: RecordEventDto): Promise<RecordedEventDto> {
    return this.analytics.record(actor, event);
  }

  /**
   * Records up to 100 events with a result for each: one bad event does not lose the others.
   * @remarks For apps that gather events and send them every few seconds, or when they come online again.
   */
  @Post('events')
  @OptionalAccess()
  @RateLimit(ANALYTICS)
  @Charged(AnalyticsCharges)
  @Idempotent()
  @HttpCode(200)
  @ApiBody({ type: RecordEventsDto })
  async recordMany(
    @CurrentActor() actor: Actor | undefined,
    @BatchOf('events', RecordEventDto, BATCH_LIMIT) items: BatchItem<RecordEventDto>[],
  ): Promise<RecordedEventsDto> {
    return { results: batchResults(await this.analytics.recordAll(actor, items), 202) };
  }

  /**
   * Counts events and people; administrators see the installation, everybody else their own events.
   * @remarks For a page of figures: totals, people, and both by kind of event, over the last `days`.
   */
  @Get('dashboard')
  @Access()
  getDashboard(@CurrentActor() actor: Actor, @Query() query: DashboardQueryDto): Promise<AnalyticsDashboardDto> {
    return this.analytics.dashboard(actor, query);
  }

  /**
   * Lists the raw events with the people behind them; for administrators.
   * @remarks To look behind a figure of the dashboard, or to take the events elsewhere.
   */
  @Get('events')
  @Access('admin')
  listEvents(@Query() query: AnalyticsEventQueryDto): Promise<AnalyticsEventPageDto> {
    return this.analytics.search(query);
  }
}
