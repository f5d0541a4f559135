import { Body, Controller, Delete, Get, HttpCode, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { ExpectationsService } from './expectations.service.js';
import {
  LogExpectationDto,
  LogExpectationPageDto,
  LogExpectationQueryDto,
  WaiveLogDto,
} from './log-expectation.dto.js';

@ApiTags('Activity tracker')
@Controller('log-expectations')
@Access()
export class LogExpectationsController {
  constructor(private readonly expectations: ExpectationsService) {}

  /**
   * Lists which logs are expected of the offerings that the caller manages or teaches, by when they are due.
   * @remarks `status=missing` is what should be there by now, `due` what is to come, `late` what came late.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: LogExpectationQueryDto): Promise<LogExpectationPageDto> {
    return this.expectations.list(actor, query);
  }

  /**
   * Shows an expected log to those who manage or teach its offering.
   * @remarks The log itself, if there is one, has the same `allocationId` and `weekNumber`.
   */
  @Get(':id')
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.logExpectation) id: string): Promise<LogExpectationDto> {
    return this.expectations.findOne(actor, id);
  }

  /**
   * Waives a log, with the reason; for those who manage the courses.
   * @remarks Nobody is reminded of it any more. To waive it again changes the reason.
   */
  @Put(':id/waiver')
  @Problems(FORBIDDEN)
  @Shows('WaivedLogExpectation', {
    status: 'waived',
    waivedAt: '2027-01-20T08:00:00.000Z',
    waiveReason: 'Excursion to the observatory',
  })
  replaceWaiver(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.logExpectation) id: string,
    @Body() waiver: WaiveLogDto,
  ): Promise<LogExpectationDto> {
    return this.expectations.waive(actor, id, waiver);
  }

  /**
   * Expects a waived log again; for those who manage the courses.
   * @remarks If it is not due yet, and its week is none to be expected any more, it is gone (404) instead.
   */
  @Delete(':id/waiver')
  @HttpCode(204)
  @Problems(FORBIDDEN)
  deleteWaiver(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.logExpectation) id: string): Promise<void> {
    return this.expectations.expectAgain(actor, id);
  }
}
