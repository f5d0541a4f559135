import { Controller, Get, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Pass } from '../../../../infra/access/access-token.js';
import { Access, CurrentActor, CurrentPass } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { TOO_MANY_DOWNLOADS } from '../../../../infra/http/csv/csv.errors.js';
import { CsvFiles } from '../../../../infra/http/csv/csv-files.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { OperationsOf } from '../../../../infra/http/operation-ids.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import {
  AdministeredOrganizationFileQueryDto,
  AdministeredOrganizationPageDto,
  AdministeredOrganizationQueryDto,
} from './administered-organization.dto.js';
import { ORGANIZATION_TABLE } from './administered-organization.table.js';
import { AdministeredOrganizationsService } from './administered-organizations.service.js';

const TABLE_EXAMPLE = `id,name,slug,memberCount,ownerCount,owners,ownerEmails,createdAt
${EXAMPLE_IDS.organization},Analytical Engines,analytical-engines,2,1,Ada Lovelace,ada@example.org,2027-01-04T08:00:00.000Z
`;

@ApiTags('Organizations')
@OperationsOf('organizations')
@Controller('admin/organizations')
@Access('admin')
export class AdministeredOrganizationsController {
  constructor(
    private readonly organizations: AdministeredOrganizationsService,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Lists the organizations of everybody, with their owners; for administrators.
   * @remarks To find one by its name, who answers for it, and how many belong to it. What happens in it is its members'.
   */
  @Get()
  listAll(@Query() query: AdministeredOrganizationQueryDto): Promise<AdministeredOrganizationPageDto> {
    return this.organizations.search(query);
  }

  /**
   * Downloads all organizations that the list shows as a table for spreadsheets (CSV, RFC 4180); for administrators.
   * @remarks With the filters of `GET /admin/organizations`, and as `GET /bookings/export` is made.
   */
  @Get('export')
  @ApiOkResponse({
    description: 'One row for each organization.',
    content: { 'text/csv': { schema: { type: 'string', example: TABLE_EXAMPLE } } },
  })
  @Problems(TOO_MANY_DOWNLOADS)
  getCsv(
    @CurrentPass() pass: Pass,
    @CurrentActor() actor: Actor,
    @Query() query: AdministeredOrganizationFileQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.files.open(ORGANIZATION_TABLE, { pass, actor, method: reply.request.method }, (_present, place) =>
      this.organizations.search({ ...query, ...place }),
    );
  }
}
