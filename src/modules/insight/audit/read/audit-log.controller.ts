import { Controller, Get, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, CurrentActor, CurrentPass } from '../../../../infra/access/access.decorator.js';
import type { Pass } from '../../../../infra/access/access-token.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { TOO_MANY_DOWNLOADS } from '../../../../infra/http/csv/csv.errors.js';
import { CsvFiles } from '../../../../infra/http/csv/csv-files.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import {
  AuditEntryPageDto,
  AuditEntryQueryDto,
  AuditFileQueryDto,
  AuditStatisticsDto,
  AuditWindowDto,
} from './audit-entry.dto.js';
import { AuditLogService } from './audit-log.service.js';
import { AUDIT_TABLE } from './audit.table.js';

const TABLE_EXAMPLE = `createdAt,level,action,message,userId,organizationId,sessionId,method,url,statusCode,responseTime,ip,userAgent,tags,requestId,id
2027-01-05T14:12:05.123Z,security,user_login,User login,${EXAMPLE_IDS.ada},,,POST,/api/v1/auth/login,,,203.0.113.7,Mozilla/5.0,auth,checkout-42,01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11
`;

@ApiTags('Audit log')
@Access('admin')
@Controller('admin/audit-log')
export class AuditLogController {
  constructor(
    private readonly log: AuditLogService,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Lists what happened, the latest first; for administrators.
   * @remarks To find out who did what: sign-ins and failed ones, every event, every unexpected failure. Reading it is an entry.
   */
  @Get()
  list(@Query() query: AuditEntryQueryDto): Promise<AuditEntryPageDto> {
    return this.log.search(query);
  }

  /**
   * Downloads what happened as a CSV file; for administrators.
   * @remarks With the filters of `GET /admin/audit-log`, and as `GET /bookings/export` is made. Reading it is an entry.
   */
  @Get('export')
  @ApiOkResponse({
    description: 'One row for each entry.',
    content: { 'text/csv': { schema: { type: 'string', example: TABLE_EXAMPLE } } },
  })
  @Problems(TOO_MANY_DOWNLOADS)
  getCsv(
    @CurrentPass() pass: Pass,
    @CurrentActor() actor: Actor,
    @Query() query: AuditFileQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.files.open(AUDIT_TABLE, { pass, actor, method: reply.request.method }, (_present, place) =>
      this.log.part({ ...query, ...place }),
    );
  }

  /**
   * Counts entries by level and action, and names the most active people; for administrators.
   * @remarks For a page of figures of the last `hours`: what happens most, when last, and who does most.
   */
  @Get('statistics')
  getStatistics(@Query() { hours }: AuditWindowDto): Promise<AuditStatisticsDto> {
    return this.log.statistics(hours);
  }
}
