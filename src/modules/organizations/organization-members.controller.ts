import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FORBIDDEN } from '../../kernel/common-errors.js';
import { Access, CurrentActor } from '../../infra/access/access.decorator.js';
import type { Actor } from '../../infra/access/actor.js';
import { IdParam } from '../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../infra/http/idempotency.js';
import { Problems } from '../../infra/http/problems.decorator.js';
import { RateLimit } from '../../infra/http/rate-limit.guard.js';
import { Creates } from '../../infra/http/resource.decorators.js';
import { ChangeMemberDto, NewMemberDto } from './dto/change-organization.dto.js';
import { AddedMemberDto, MemberDto, MemberPageDto } from './dto/member.dto.js';
import { MemberQueryDto } from './dto/organization-query.dto.js';
import { MembersService } from './members.service.js';
import { ALREADY_MEMBER, LAST_OWNER } from './organizations.errors.js';

@ApiTags('Organizations')
@Controller('organizations/:id/members')
export class OrganizationMembersController {
  constructor(private readonly members: MembersService) {}

  /**
   * Adds a person by e-mail address; for owners and admins.
   * @remarks Who has an account is a member at once and is notified; any other address gets an invitation by e-mail.
   * Only owners add admins.
   */
  @Post()
  @Access()
  @Creates<AddedMemberDto>(({ invitation }) =>
    invitation
      ? `/organizations/{organizationId}/invitations/${invitation.id}`
      : '/organizations/{organizationId}/members/{userId}',
  )
  @Idempotent()
  @RateLimit('invitation')
  @Problems(FORBIDDEN, ALREADY_MEMBER)
  add(@CurrentActor() actor: Actor, @IdParam('id') id: string, @Body() member: NewMemberDto): Promise<AddedMemberDto> {
    return this.members.add(actor, id, member);
  }

  /** Lists the members; for members. */
  @Get()
  @Access()
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @Query() query: MemberQueryDto,
  ): Promise<MemberPageDto> {
    return this.members.list(actor, id, query);
  }

  /** Shows one member; for members. */
  @Get(':userId')
  @Access()
  findOne(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @IdParam('userId') userId: string,
  ): Promise<MemberDto> {
    return this.members.findOne(actor, id, userId);
  }

  /**
   * Changes a role; for owners, and for everybody who steps down.
   * @remarks The last owner cannot step down: make another member owner first.
   */
  @Patch(':userId')
  @Access()
  @Problems(FORBIDDEN, LAST_OWNER)
  changeRole(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @IdParam('userId') userId: string,
    @Body() change: ChangeMemberDto,
  ): Promise<MemberDto> {
    return this.members.changeRole(actor, id, userId, change);
  }

  /**
   * Removes a member, or leaves when it is the caller.
   * @remarks Owners remove everybody, admins plain members. The last owner cannot leave.
   */
  @Delete(':userId')
  @Access()
  @HttpCode(204)
  @Problems(FORBIDDEN, LAST_OWNER)
  remove(@CurrentActor() actor: Actor, @IdParam('id') id: string, @IdParam('userId') userId: string): Promise<void> {
    return this.members.remove(actor, id, userId);
  }
}
