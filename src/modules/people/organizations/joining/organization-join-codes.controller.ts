import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import { API_KEY_REFUSED } from '../../../../infra/access/access.errors.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Creates } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { JoinCodesService } from './join-codes.service.js';
import { JoinCodeDto, JoinCodeListDto, NewJoinCodeDto } from './joining.dto.js';
import { TOO_MANY_JOIN_CODES } from './joining.errors.js';

@ApiTags('Organizations')
@Controller('organizations/:id/join-codes')
@Access()
export class OrganizationJoinCodesController {
  constructor(private readonly codes: JoinCodesService) {}

  /**
   * Makes a code by which people ask to be admitted as a facilitator or student; for owners and admins.
   * @remarks Share it, or the link `/app/sign-up?join={code}`. Those who ask by it wait for the decision of whoever manages
   * the courses, or are admitted at once where it says so, but not before their address is verified.
   */
  @Post()
  @Creates('/organizations/{organizationId}/join-codes/{id}')
  @Idempotent()
  @Problems(API_KEY_REFUSED, FORBIDDEN, TOO_MANY_JOIN_CODES)
  create(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Body() code: NewJoinCodeDto,
  ): Promise<JoinCodeDto> {
    return this.codes.create(actor, id, code);
  }

  /**
   * Lists the codes of an organization, the oldest first; for owners and admins.
   * @remarks To see by what people may ask, and how many were admitted. There are at most 50, so that they come at once.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.organization) id: string): Promise<JoinCodeListDto> {
    return this.codes.list(actor, id);
  }

  /**
   * Shows one code; for owners and admins.
   * @remarks To look at one that was just made, and at how many were admitted by it.
   */
  @Get(':codeId')
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('codeId', EXAMPLE_IDS.joinCode) codeId: string,
  ): Promise<JoinCodeDto> {
    return this.codes.findOne(actor, id, codeId);
  }

  /**
   * Ends a code at once; for owners and admins.
   * @remarks Those who asked by it and are not admitted yet wait for a decision then, also where it admitted at once.
   */
  @Delete(':codeId')
  @HttpCode(204)
  @Problems(FORBIDDEN)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('codeId', EXAMPLE_IDS.joinCode) codeId: string,
  ): Promise<void> {
    return this.codes.delete(actor, id, codeId);
  }
}
