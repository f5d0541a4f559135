import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import { API_KEY_REFUSED } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { CsvAnswer, CurrentDownload } from '../../../../infra/http/csv/csv-answer.decorator.js';
import { CsvFiles, type Download } from '../../../../infra/http/csv/csv-files.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { ChargedOutreach } from '../../../../infra/quotas/charges.guard.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { Creates } from '../../../../infra/http/resource.decorators.js';
import { ChangeMemberDto, NewMemberDto } from './change-member.dto.js';
import { MemberDto, MemberPageDto, GRACE, INVITED } from './member.dto.js';
import { MemberFileQueryDto, MemberQueryDto } from './member-query.dto.js';
import { InvitationCharges } from '../invitations/invitation-charges.js';
import { MembersService } from './members.service.js';
import { ALREADY_MEMBER, LAST_OWNER, IS_SERVICE_ACCOUNT } from '../organizations.errors.js';
import { INVITATION } from '../organizations.limits.js';
import { MEMBER_TABLE } from './member.table.js';

@ApiTags('Organizations')
@Controller('organizations/:id/members')
export class OrganizationMembersController {
  constructor(
    private readonly members: MembersService,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Invites a person by e-mail address, who is a member once they accept; for owners and admins.
   * @remarks The answer is the same whether or not the address has an account. A link is mailed to it; who has an account
   * with this address, verified, is notified in the app too. Until they accept they are neither colleague nor host.
   * Inviting the address again sends a new link and ends the old one. Only owners invite admins, and nobody whose own
   * address is not verified invites.
   */
  @Post()
  @Access()
  @Creates<MemberDto>(({ invitation }) => `/organizations/{organizationId}/members/${invitation?.id ?? '{userId}'}`)
  @Idempotent()
  @RateLimit(INVITATION)
  @ChargedOutreach(InvitationCharges)
  @Problems(API_KEY_REFUSED, FORBIDDEN, ALREADY_MEMBER)
  @Shows('InvitedMember', INVITED)
  add(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Body() member: NewMemberDto,
  ): Promise<MemberDto> {
    return this.members.add(actor, id, member);
  }

  /**
   * Lists the members, and for owners and admins also who is invited and has not accepted; for members.
   * @remarks To show a team, or to choose hosts. `role` and `status` filter.
   */
  @Get()
  @Access()
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Query() query: MemberQueryDto,
  ): Promise<MemberPageDto> {
    return this.members.list(actor, id, query);
  }

  /**
   * Downloads everybody whom the list shows as a table for spreadsheets (CSV, RFC 4180); for members.
   * @remarks With the filters of `GET /organizations/{id}/members`, and as `GET /bookings/export` is made.
   */
  @Get('export')
  @Access()
  @CsvAnswer(MEMBER_TABLE, 'One row for each member or invitation.')
  getCsv(
    @CurrentDownload() download: Download,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Query() query: MemberFileQueryDto,
  ): Promise<StreamableFile> {
    return this.files.open(MEMBER_TABLE, download, (present, place) =>
      this.members.list(present, id, { ...query, ...place }),
    );
  }

  /**
   * Shows one member; for members.
   * @remarks Owners and admins put the id of an invitation in the place of `userId` to see who is invited.
   */
  @Get(':userId')
  @Access()
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('userId', EXAMPLE_IDS.grace) userId: string,
  ): Promise<MemberDto> {
    return this.members.findOne(actor, id, userId);
  }

  /**
   * Changes a role, for owners and everybody who steps down, or what a member is in the courses, for owners and admins.
   * @remarks `courseRoles` replaces the former ones: profiles of those that are new are made or restored, others archived. The last owner cannot step down: make another member owner first.
   */
  @Patch(':userId')
  @Access()
  @Problems(FORBIDDEN, LAST_OWNER, IS_SERVICE_ACCOUNT)
  @Shows('ChangedMember', GRACE)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('userId', EXAMPLE_IDS.grace) userId: string,
    @Body() change: ChangeMemberDto,
  ): Promise<MemberDto> {
    return this.members.change(actor, id, userId, change);
  }

  /**
   * Removes a member, or leaves when it is the caller.
   * @remarks Owners remove everybody, admins plain members. The last owner cannot leave. The id of an invitation in the
   * place of `userId` takes the invitation back.
   */
  @Delete(':userId')
  @Access()
  @HttpCode(204)
  @Problems(FORBIDDEN, LAST_OWNER, IS_SERVICE_ACCOUNT)
  remove(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('userId', EXAMPLE_IDS.grace) userId: string,
  ): Promise<void> {
    return this.members.remove(actor, id, userId);
  }
}
