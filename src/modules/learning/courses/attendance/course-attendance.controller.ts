import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { AttendancePageDto, AttendanceQueryDto } from './attendance.dto.js';
import { AttendanceService } from './attendance.service.js';

@ApiTags('Courses')
@Controller('course-offerings/:id/attendance')
@Access()
export class CourseAttendanceController {
  constructor(private readonly attendance: AttendanceService) {}

  /**
   * Lists who came to which meetings of an offering; students find their own records only.
   * @remarks `studentId` lists those of one student, for those who manage or teach the offering.
   */
  @Get()
  list(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.runningOffering) id: string,
    @Query() query: AttendanceQueryDto,
  ): Promise<AttendancePageDto> {
    return this.attendance.listRecords(actor, id, query);
  }
}
