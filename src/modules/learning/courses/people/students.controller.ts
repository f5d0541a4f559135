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
import { STUDENT_NUMBER_TAKEN } from '../../../people/organizations/organizations.api.js';
import { COURSE_PROFILE_EXISTS, EXTERNAL_ID_TAKEN } from '../courses.errors.js';
import { ChangeStudentDto, StudentDto, StudentPageDto, NewStudentDto } from './student.dto.js';
import { STUDENTS } from './people-kinds.js';
import { ProfileQueryDto } from './person.dto.js';
import { ProfilesService } from './profiles.service.js';

/** The name of the person changes with the account. */
const WITH_PERSON = { wholeBody: true };

@ApiTags('Courses')
@Controller('students')
@Access()
export class StudentsController {
  constructor(private readonly profiles: ProfilesService) {}

  /**
   * Makes a member a student, who can be enrolled in offerings; for those who manage the courses.
   * @remarks With what the institution calls them (`studentNumber`, unique in it). The same person can be a facilitator as well.
   */
  @Post()
  @Creates('/students/{id}')
  @Versioned(WITH_PERSON)
  @Idempotent()
  @Problems(FORBIDDEN, COURSE_PROFILE_EXISTS, STUDENT_NUMBER_TAKEN, EXTERNAL_ID_TAKEN)
  create(@CurrentActor() actor: Actor, @Body() student: NewStudentDto): Promise<StudentDto> {
    return this.profiles.create(STUDENTS, actor, student);
  }

  /**
   * Lists the students of the organizations whose courses the caller manages.
   * @remarks In other organizations everybody finds their own profile only. `q` finds them by a part of what they are called.
   */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: ProfileQueryDto): Promise<StudentPageDto> {
    return this.profiles.list(STUDENTS, actor, query);
  }

  /**
   * Shows a student to those who manage the courses, and to themselves.
   * @remarks Also an archived one, who learned before.
   */
  @Get(':id')
  @Versioned(WITH_PERSON)
  get(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.student) id: string): Promise<StudentDto> {
    return this.profiles.findOne(STUDENTS, actor, id);
  }

  /**
   * Changes the profile of a student, or takes it back into use; for those who manage the courses.
   * @remarks `isActive` archives and restores.
   */
  @Patch(':id')
  @Conditional(WITH_PERSON)
  @Problems(FORBIDDEN, STUDENT_NUMBER_TAKEN, EXTERNAL_ID_TAKEN)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.student) id: string,
    @Body() change: ChangeStudentDto,
    @IfMatch() version: number | undefined,
  ): Promise<StudentDto> {
    return this.profiles.change(STUDENTS, actor, id, change, version);
  }

  /**
   * Archives a student: they withdraw from what is not over, and nobody enrols them any more.
   * @remarks What they completed, or is over, stays. `PATCH` with `isActive` restores the profile, not the places.
   */
  @Delete(':id')
  @Conditional(WITH_PERSON)
  @Problems(FORBIDDEN)
  @Shows('ArchivedStudent', { isActive: false })
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.student) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<StudentDto> {
    return this.profiles.archive(STUDENTS, actor, id, version);
  }
}
