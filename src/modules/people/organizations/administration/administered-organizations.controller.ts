import { Controller, Delete, Get, HttpCode, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Pass } from '../../../../infra/access/access-token.js';
import { Access, CurrentActor, CurrentPass } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { TOO_MANY_DOWNLOADS } from '../../../../infra/http/csv/csv.errors.js';
import { CsvFiles } from '../../../../infra/http/csv/csv-files.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { OperationsOf } from '../../../../infra/http/operation-ids.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { MemberPageDto } from '../members/member.dto.js';
import { MemberQueryDto } from '../members/member-query.dto.js';
import {
  AdministeredOrganizationDto,
  AdministeredOrganizationFileQueryDto,
  AdministeredOrganizationPageDto,
  AdministeredOrganizationQueryDto,
} from './administered-organization.dto.js';
import { ORGANIZATION_TABLE } from './administered-organization.table.js';
import { AdministeredOrganizationsService } from './administered-organizations.service.js';
import { OrganizationStorageDto } from './organization-storage.dto.js';

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

  /**
   * Shows one organization, with its first owners; for administrators.
   * @remarks To see who answers for it, and whether strangers find a page of it.
   */
  @Get(':id')
  getAny(@IdParam('id', EXAMPLE_IDS.organization) id: string): Promise<AdministeredOrganizationDto> {
    return this.organizations.findOne(id);
  }

  /**
   * Shows how many bytes an organization has stored, and of what; for administrators.
   * @remarks To see whose rooms, runs and files fill the database. Each is counted as it is stored, without indexes; bookings,
   * people and what they write in forms are small, and left out.
   */
  @Get(':id/storage')
  getStorage(@IdParam('id', EXAMPLE_IDS.organization) id: string): Promise<OrganizationStorageDto> {
    return this.organizations.storage(id);
  }

  /**
   * Lists the members of any organization, and who is invited; for administrators.
   * @remarks What `GET /organizations/{id}/members` lists to its owners.
   */
  @Get(':id/members')
  listMembers(
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Query() query: MemberQueryDto,
  ): Promise<MemberPageDto> {
    return this.organizations.members(id, query);
  }

  /**
   * Takes the public page of an organization away; for administrators.
   * @remarks Where its address pretends to be another's. Nobody else gets the address for 90 days; its managers may choose
   * another one. It is recorded with the administrator (`organization.page_removed`).
   */
  @Delete(':id/page')
  @HttpCode(204)
  deletePage(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.organization) id: string): Promise<void> {
    return this.organizations.removePage(actor, id);
  }
}
