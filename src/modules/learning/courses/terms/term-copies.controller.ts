import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { OFFERING_EXISTS } from '../courses.errors.js';
import { NewTermCopyDto, TermCopyDto } from './term-copy.dto.js';
import { TermCopiesService } from './term-copies.service.js';

@ApiTags('Courses')
@Controller('academic-sessions/:id/copies')
@Access()
export class TermCopiesController {
  constructor(private readonly copies: TermCopiesService) {}

  /**
   * Offers in another trimester what this one offers, all of it or nothing; for those who manage the courses.
   * @remarks Days are moved by whole weeks, classes are made anew, students are not taken along. The timetable comes with it where it is
   * wanted, and dates that are taken are left out and told. `dryRun` only says what would be made; what is there already stays as it is,
   * so that a copy can be made again.
   */
  @Post()
  @HttpCode(200)
  @Idempotent()
  @Problems(FORBIDDEN, OFFERING_EXISTS)
  create(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.trimester) id: string,
    @Body() copy: NewTermCopyDto,
  ): Promise<TermCopyDto> {
    return this.copies.create(actor, id, copy);
  }
}
