import { JOIN_CODE_INVALID, TOO_MANY_JOIN_REQUESTS } from '../../auth/auth.api.js';
import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { NoKeys } from '../../../../infra/access/key-access.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { Creates } from '../../../../infra/http/resource.decorators.js';
import { ALREADY_MEMBER } from '../organizations.errors.js';
import { INVITATION } from '../organizations.limits.js';
import { JoinRequestsService } from './join-requests.service.js';
import { NewJoinRequestDto, OwnJoinRequestDto, OwnJoinRequestPageDto, OwnJoinRequestQueryDto } from './joining.dto.js';
import { ALREADY_ASKED } from './joining.errors.js';

/** Operations of those who ask an organization to be admitted. */
@ApiTags('Organizations')
@Controller('join-requests')
@Access()
export class JoinRequestsController {
  constructor(private readonly requests: JoinRequestsService) {}

  /**
   * Asks an organization to be admitted by a code, with what the profile will say.
   * @remarks For people who have an account already; who has none sends the same as `join` of `POST /auth/register`. Nobody
   * hears of it before the caller’s address is verified.
   */
  @Post()
  @Creates('/join-requests/{id}')
  @NoKeys()
  @Idempotent()
  @RateLimit(INVITATION)
  @Problems(JOIN_CODE_INVALID, ALREADY_ASKED, ALREADY_MEMBER, TOO_MANY_JOIN_REQUESTS)
  create(@CurrentActor() actor: Actor, @Body() wish: NewJoinRequestDto): Promise<OwnJoinRequestDto> {
    return this.requests.create(actor, wish);
  }

  /**
   * Lists what the caller has asked and was not admitted to, with refusals and why.
   * @remarks To see where an answer is awaited. Who was admitted is a member, and the request is gone.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: OwnJoinRequestQueryDto): Promise<OwnJoinRequestPageDto> {
    return this.requests.list(actor, query);
  }

  /**
   * Shows a request of the caller.
   * @remarks To look at one that was just made; 404 once the caller was admitted.
   */
  @Get(':requestId')
  get(@CurrentActor() actor: Actor, @IdParam('requestId') requestId: string): Promise<OwnJoinRequestDto> {
    return this.requests.findOne(actor, requestId);
  }

  /**
   * Takes back a request of the caller that waits.
   * @remarks For somebody who has changed their mind, or asked by the wrong code. What was declined stays.
   */
  @Delete(':requestId')
  @HttpCode(204)
  delete(@CurrentActor() actor: Actor, @IdParam('requestId') requestId: string): Promise<void> {
    return this.requests.delete(actor, requestId);
  }
}
