import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { EMPLOYEE_ID_TAKEN, STUDENT_NUMBER_TAKEN } from '../organizations.api.js';
import { JoinAnswersService } from './join-answers.service.js';
import {
  JoinAcceptanceDto,
  JoinRefusalDto,
  JoinRequestDto,
  JoinRequestPageDto,
  JoinRequestQueryDto,
} from './joining.dto.js';

@ApiTags('Organizations')
@Controller('organizations/:id/join-requests')
@Access()
export class OrganizationJoinRequestsController {
  constructor(private readonly answers: JoinAnswersService) {}

  /**
   * Lists those who ask to be admitted, the longest waiting first; for those who manage the courses.
   * @remarks To decide about them. Only people whose address is verified are here.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Query() query: JoinRequestQueryDto,
  ): Promise<JoinRequestPageDto> {
    return this.answers.list(actor, id, query);
  }

  /**
   * Shows one request to be admitted; for those who manage the courses.
   * @remarks To look at the request that a webhook or a notification names.
   */
  @Get(':requestId')
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('requestId', EXAMPLE_IDS.joinRequest) requestId: string,
  ): Promise<JoinRequestDto> {
    return this.answers.findOne(actor, id, requestId);
  }

  /**
   * Admits whoever asks: a member with the profile that was asked for; for those who manage the courses.
   * @remarks What the body says takes the place of what was asked, such as a number that is somebody else’s. The request is
   * gone then, and whoever asked is told.
   */
  @Post(':requestId/accept')
  @HttpCode(204)
  @Problems(FORBIDDEN, EMPLOYEE_ID_TAKEN, STUDENT_NUMBER_TAKEN)
  accept(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('requestId', EXAMPLE_IDS.joinRequest) requestId: string,
    @Body() found: JoinAcceptanceDto,
  ): Promise<void> {
    return this.answers.accept(actor, id, requestId, found);
  }

  /**
   * Declines to admit whoever asks, with a reason; for those who manage the courses.
   * @remarks Whoever asked is told, sees the reason for thirty days, and can ask again after that.
   */
  @Post(':requestId/decline')
  @HttpCode(200)
  @Idempotent()
  @Problems(FORBIDDEN)
  @Shows('DeclinedJoinRequest', { status: 'declined', reason: 'Please ask by your address at the academy.' })
  decline(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @IdParam('requestId', EXAMPLE_IDS.otherJoinRequest) requestId: string,
    @Body() refusal: JoinRefusalDto,
  ): Promise<JoinRequestDto> {
    return this.answers.decline(actor, id, requestId, refusal);
  }
}
