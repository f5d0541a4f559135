import { Body, Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { DeadlineRuleDto, SetDeadlineRuleDto } from './deadline-rule.dto.js';
import { DeadlineRulesService } from './deadline-rules.service.js';

@ApiTags('Activity tracker')
@Controller('organizations/:id/log-deadline')
@Access()
export class LogDeadlinesController {
  constructor(private readonly rules: DeadlineRulesService) {}

  /**
   * Shows when the weekly logs of an organization are due; for its members.
   * @remarks Until it is set nothing is expected (404).
   */
  @Get()
  @Versioned()
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.organization) id: string): Promise<DeadlineRuleDto> {
    return this.rules.show(actor, id);
  }

  /**
   * Sets when weekly logs are due, as a whole; for those who manage the courses.
   * @remarks What is not due yet is planned anew; what was due stays as it was.
   */
  @Put()
  @Conditional()
  @Problems(FORBIDDEN)
  replace(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Body() rule: SetDeadlineRuleDto,
    @IfMatch() version: number | undefined,
  ): Promise<DeadlineRuleDto> {
    return this.rules.set(actor, id, rule, version);
  }

  /**
   * Expects no weekly logs from now on; for those who manage the courses.
   * @remarks Also for weeks that have begun. What was due stays as it was, with its reminders and its waivers.
   */
  @Delete()
  @HttpCode(204)
  @Problems(FORBIDDEN)
  delete(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.organization) id: string): Promise<void> {
    return this.rules.remove(actor, id);
  }
}
