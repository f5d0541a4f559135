import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { SeenAt } from '../../../../infra/http/resource.decorators.js';
import { Charged } from '../../../../infra/quotas/charges.guard.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { SESSION_STATUS_CONFLICT } from '../../sessions/sessions.api.js';
import {
  EXECUTION_INPUT_FULL,
  EXECUTION_TAKES_NO_INPUT,
  EXECUTION_UNAVAILABLE,
  TOO_MANY_EXECUTIONS,
  UNSUPPORTED_LANGUAGE,
} from '../executions.errors.js';
import { EXECUTE, EXECUTE_INPUT } from '../executions.limits.js';
import { ExecutionCharges } from './execution-charges.js';
import { ExecutionDto, ExecutionLanguagesDto, ExecutionPageDto } from './execution.dto.js';
import { ExecutionQueryDto } from './execution-query.dto.js';
import { ExecutionsService } from './executions.service.js';
import { ExecutionInputDto, NewExecutionDto, NewTestExecutionDto } from './new-execution.dto.js';

/** Not run yet. */
const QUEUED = {
  ...{ status: 'queued', version: null, driver: null, output: null, passedTests: null, executionTime: null },
  ...{ startedAt: null, finishedAt: null, compile: null, run: null },
};

@ApiTags('Executions')
@Controller('execute')
@Access()
export class ExecutionsController {
  constructor(private readonly executions: ExecutionsService) {}

  /**
   * Runs a program in a sandbox. The answer is the job, which is read until it has ended.
   * @remarks Either `code` or `files`; neither runs what is written in the room. In a room (`sessionId`) for those who write in it; it is kept with the room, and all of its people
   * see it.
   */
  @Post()
  @HttpCode(202)
  @SeenAt('/execute/status/{id}')
  @RateLimit(EXECUTE)
  @Charged(ExecutionCharges)
  @Idempotent()
  @Problems(NOT_FOUND, FORBIDDEN, SESSION_STATUS_CONFLICT, UNSUPPORTED_LANGUAGE, TOO_MANY_EXECUTIONS)
  @Problems(EXECUTION_UNAVAILABLE)
  @Shows('QueuedExecution', QUEUED)
  create(@CurrentActor() actor: Actor, @Body() execution: NewExecutionDto): Promise<ExecutionDto> {
    return this.executions.create(actor, execution);
  }

  /**
   * Runs a program once for each of a set of inputs, and compares what it prints with what is expected.
   * @remarks For exercises. The answer is the job, which is read until it has ended; its `tests` say which passed.
   */
  @Post('tests')
  @HttpCode(202)
  @SeenAt('/execute/status/{id}')
  @RateLimit(EXECUTE)
  @Charged(ExecutionCharges)
  @Idempotent()
  @Problems(NOT_FOUND, FORBIDDEN, SESSION_STATUS_CONFLICT, UNSUPPORTED_LANGUAGE, TOO_MANY_EXECUTIONS)
  @Problems(EXECUTION_UNAVAILABLE)
  @Shows('QueuedTests', { ...QUEUED, kind: 'tests' })
  createTests(@CurrentActor() actor: Actor, @Body() execution: NewTestExecutionDto): Promise<ExecutionDto> {
    return this.executions.createTests(actor, execution);
  }

  /**
   * Lists the languages that can be run now, with version, driver and how each limit holds.
   * @remarks Ask before offering a choice of languages: what is installed differs from one installation to another.
   */
  @Get('languages')
  listLanguages(): Promise<ExecutionLanguagesDto> {
    return this.executions.listLanguages();
  }

  /**
   * Shows a run with its output; for whoever began it and the people of its room.
   * @remarks Read it until `status` is neither `queued` nor `running`, a few times a second at most.
   */
  @Get('status/:jobId')
  get(@CurrentActor() actor: Actor, @IdParam('jobId', EXAMPLE_IDS.execution) id: string): Promise<ExecutionDto> {
    return this.executions.findOne(actor, id);
  }

  /**
   * Lists what was run in a room, the latest first; for its people and the members of its organization.
   * @remarks Without the sources, and with the beginning of each output: the run itself has all of it.
   */
  @Get('history/:sessionId')
  @Problems(FORBIDDEN)
  list(
    @CurrentActor() actor: Actor,
    @IdParam('sessionId', EXAMPLE_IDS.session) sessionId: string,
    @Query() query: ExecutionQueryDto,
  ): Promise<ExecutionPageDto> {
    return this.executions.list(actor, sessionId, query);
  }

  /**
   * Types something for a program that runs, begun with `interactive`; for whoever began it.
   * @remarks It comes after what was typed before, also when the program has not begun yet. All of it may have 256 KiB. In a room the
   * person has to be allowed to run there still. Its WebSocket takes the same as `run-input`.
   */
  @Post('status/:jobId/input')
  @HttpCode(204)
  @RateLimit(EXECUTE_INPUT)
  @Problems(FORBIDDEN, SESSION_STATUS_CONFLICT, EXECUTION_TAKES_NO_INPUT, EXECUTION_INPUT_FULL, EXECUTION_UNAVAILABLE)
  addInput(
    @CurrentActor() actor: Actor,
    @IdParam('jobId') id: string,
    @Body() input: ExecutionInputDto,
  ): Promise<void> {
    return this.executions.addInput(actor, id, input);
  }

  /**
   * Ends a run that waits or runs; for whoever began it, and those who steer its room.
   * @remarks Nothing happens when it has ended. What it printed until then is there a moment later.
   */
  @Post('status/:jobId/cancel')
  @HttpCode(200)
  @Problems(FORBIDDEN)
  @Shows('CancelledExecution', { ...QUEUED, status: 'cancelled', finishedAt: '2027-01-05T14:12:05.190Z' })
  cancel(@CurrentActor() actor: Actor, @IdParam('jobId', EXAMPLE_IDS.execution) id: string): Promise<ExecutionDto> {
    return this.executions.cancel(actor, id);
  }
}
