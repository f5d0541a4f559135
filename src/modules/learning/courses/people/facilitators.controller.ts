import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Shows } from '../../../../infra/http/answer-examples.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Conditional, Creates, IfMatch, Versioned } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import { EMPLOYEE_ID_TAKEN } from '../../../people/organizations/organizations.api.js';
import { COURSE_PROFILE_EXISTS, EXTERNAL_ID_TAKEN } from '../courses.errors.js';
import { ChangeFacilitatorDto, FacilitatorDto, FacilitatorPageDto, NewFacilitatorDto } from './facilitator.dto.js';
import { FACILITATORS } from './people-kinds.js';
import { ProfileQueryDto } from './person.dto.js';
import { ProfilesService } from './profiles.service.js';

/** The name of the person changes with the account. */
const WITH_PERSON = { wholeBody: true };

@ApiTags('Courses')
@Controller('facilitators')
@Access()
export class FacilitatorsController {
  constructor(private readonly profiles: ProfilesService) {}

  /**
   * Makes a member a facilitator, who can be assigned to offerings; for those who manage the courses.
   * @remarks With what they teach (`specialization`) and what the institution calls them (`employeeId`, unique in it). The same person can be a student as well.
   */
  @Post()
  @Creates('/facilitators/{id}')
  @Versioned(WITH_PERSON)
  @Idempotent()
  @Problems(FORBIDDEN, COURSE_PROFILE_EXISTS, EMPLOYEE_ID_TAKEN, EXTERNAL_ID_TAKEN)
  create(@CurrentActor() actor: Actor, @Body() facilitator: NewFacilitatorDto): Promise<FacilitatorDto> {
    return this.profiles.create(FACILITATORS, actor, facilitator);
  }

  /**
   * Lists the facilitators of the caller’s organizations.
   * @remarks To choose one for an offering. Every member sees who teaches. `q` finds them by a part of what they are called.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: ProfileQueryDto): Promise<FacilitatorPageDto> {
    return this.profiles.list(FACILITATORS, actor, query);
  }

  /**
   * Shows a facilitator to the members of the organization.
   * @remarks Also an archived one, who taught before.
   */
  @Get(':id')
  @Versioned(WITH_PERSON)
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.facilitator) id: string): Promise<FacilitatorDto> {
    return this.profiles.findOne(FACILITATORS, actor, id);
  }

  /**
   * Changes the profile of a facilitator, or takes it back into use; for those who manage the courses.
   * @remarks `isActive` archives and restores.
   */
  @Patch(':id')
  @Conditional(WITH_PERSON)
  @Problems(FORBIDDEN, EMPLOYEE_ID_TAKEN, EXTERNAL_ID_TAKEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.facilitator) id: string,
    @Body() change: ChangeFacilitatorDto,
    @IfMatch() version: number | undefined,
  ): Promise<FacilitatorDto> {
    return this.profiles.change(FACILITATORS, actor, id, change, version);
  }

  /**
   * Archives a facilitator: they teach until yesterday, and no new assignment can name them.
   * @remarks What they taught stays. `PATCH` with `isActive` restores the profile, not what it was assigned to.
   */
  @Delete(':id')
  @Conditional(WITH_PERSON)
  @Problems(FORBIDDEN)
  @Shows('ArchivedFacilitator', { isActive: false })
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.facilitator) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<FacilitatorDto> {
    return this.profiles.archive(FACILITATORS, actor, id, version);
  }
}
