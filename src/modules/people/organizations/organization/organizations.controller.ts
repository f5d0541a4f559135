import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { NoKeys } from '../../../../infra/access/key-access.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { ChangeOrganizationDto, NewOrganizationDto } from './change-organization.dto.js';
import { TransferOwnershipDto } from '../members/change-member.dto.js';
import { PAGE_NAME_TAKEN } from '../../users/page-names.api.js';
import { OrganizationQueryDto } from './organization-query.dto.js';
import { OrganizationDetailsDto, OrganizationPageDto, TRANSFERRED } from './organization.dto.js';
import { MembersService } from '../members/members.service.js';
import { NOT_ANOTHER_MEMBER, IS_SERVICE_ACCOUNT } from '../organizations.errors.js';
import { OrganizationsService } from './organizations.service.js';

/** Names of members change without the version of the organization, so the ETag covers the whole body. */
const WITH_MEMBERS = { wholeBody: true };

@ApiTags('Organizations')
@Controller('organizations')
export class OrganizationsController {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly members: MembersService,
  ) {}

  /**
   * Creates an organization. The caller is its first owner.
   * @remarks The start of a team or school; then invite its people and make event types with them as hosts.
   */
  @Post()
  @Access()
  @NoKeys()
  @Creates('/organizations/{id}')
  @Versioned(WITH_MEMBERS)
  @Idempotent()
  create(@CurrentActor() actor: Actor, @Body() organization: NewOrganizationDto): Promise<OrganizationDetailsDto> {
    return this.organizations.create(actor, organization);
  }

  /**
   * Lists the organizations of which the caller is a member, with the caller's role.
   * @remarks To let somebody choose where they work. What they may do goes by `role`.
   */
  @Get()
  @Access()
  list(@CurrentActor() actor: Actor, @Query() query: OrganizationQueryDto): Promise<OrganizationPageDto> {
    return this.organizations.list(actor, query);
  }

  /**
   * Shows one organization and its first members; for members.
   * @remarks For the page of an organization. `GET /organizations/{id}/members` has all members in pages; who is no
   * member gets 404.
   */
  @Get(':id')
  @Access()
  @Versioned(WITH_MEMBERS)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
  ): Promise<OrganizationDetailsDto> {
    return this.organizations.details(actor, id);
  }

  /**
   * Renames an organization, and changes its colour and the slug of its public page; for its owners and admins.
   * @remarks Everybody in it is told of another name. Send `If-Match` to change only what you read.
   */
  @Patch(':id')
  @Access()
  @Conditional(WITH_MEMBERS)
  @Problems(FORBIDDEN, PAGE_NAME_TAKEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Body() change: ChangeOrganizationDto,
    @IfMatch() version: number | undefined,
  ): Promise<OrganizationDetailsDto> {
    return this.organizations.change(actor, id, change, version);
  }

  /**
   * Deletes an organization with its memberships, invitations and service accounts; for its owners.
   * @remarks It cannot be undone. The accounts of its people stay.
   */
  @Delete(':id')
  @Access()
  @NoKeys()
  @HttpCode(204)
  @Problems(FORBIDDEN)
  delete(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.organization) id: string): Promise<void> {
    return this.organizations.delete(actor, id);
  }

  /**
   * Makes another member the owner and the caller an admin, in one step; for owners.
   * @remarks To hand an organization over. The other has to be a member already.
   */
  @Post(':id/transfer')
  @Access()
  @NoKeys()
  @HttpCode(200)
  @Versioned(WITH_MEMBERS)
  @Problems(FORBIDDEN, NOT_ANOTHER_MEMBER, IS_SERVICE_ACCOUNT)
  @Shows('TransferredOrganization', TRANSFERRED)
  transfer(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Body() transfer: TransferOwnershipDto,
  ): Promise<OrganizationDetailsDto> {
    return this.members.transfer(actor, id, transfer);
  }
}
