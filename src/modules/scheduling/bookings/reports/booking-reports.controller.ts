import { Controller, Get, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Pass } from '../../../../infra/access/access-token.js';
import { Access, CurrentActor, CurrentPass } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { TOO_MANY_DOWNLOADS } from '../../../../infra/http/csv/csv.errors.js';
import { CsvFiles } from '../../../../infra/http/csv/csv-files.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { BookingReportDto, BookingReportFileQueryDto, BookingReportQueryDto } from './booking-report.dto.js';
import { REPORT_TABLE } from './booking-report.table.js';
import { BookingReportsService } from './booking-reports.service.js';

const TABLE_EXAMPLE = `key,name,bookings,pending,confirmed,cancelled,declined,cancelledByHost,cancelledByGuest,attended,absent,bookedMinutes
${EXAMPLE_IDS.ada},Ada Lovelace,12,1,8,2,1,1,1,6,1,480
`;

@ApiTags('Bookings')
@Controller('organizations/:id/booking-report')
@Access()
export class BookingReportsController {
  constructor(
    private readonly reports: BookingReportsService,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Counts the bookings of an organization that begin in some days; for its owners and admins.
   * @remarks By state, week, event type and host: how many there were, who cancelled, who came and who did not, and how
   * much time was booked. The bookings themselves: `GET /bookings?organizationId=…`.
   */
  @Get()
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Query() query: BookingReportQueryDto,
  ): Promise<BookingReportDto> {
    return this.reports.report(actor, id, query);
  }

  /**
   * Downloads what the report counts by week, event type or host as a table for spreadsheets (CSV, RFC 4180).
   * @remarks For owners and admins of the organization. All event types and hosts, where the report has the first 100; made
   * as `GET /bookings/export` is.
   */
  @Get('export')
  @ApiOkResponse({
    description: 'One row for each week, event type or host. `key` is the Monday of the week, or the id.',
    content: { 'text/csv': { schema: { type: 'string', example: TABLE_EXAMPLE } } },
  })
  @Problems(FORBIDDEN, TOO_MANY_DOWNLOADS)
  getCsv(
    @CurrentPass() pass: Pass,
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Query() { by = 'week', ...query }: BookingReportFileQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.files.open(REPORT_TABLE, { pass, actor, method: reply.request.method }, (present, place) =>
      this.reports.page(present, id, by, query, place),
    );
  }
}
