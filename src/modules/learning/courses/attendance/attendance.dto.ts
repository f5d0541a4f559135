import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { EnumField, IdField, IntegerField, LocalDateField } from '../../../../infra/http/fields.js';
import { ObjectListField } from '../../../../infra/http/list-fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { EnrolledStudentDto } from '../enrolments/enrolment.dto.js';
import { MOST_MEETINGS, WEEKS } from '../logs/log.rules.js';
import { type Attendance, ATTENDANCES, MOST_RECORDS } from './attendance.rules.js';

export const DEFAULT_ATTENDANCE_SORT = 'createdAt';

const StatusField = () => EnumField(ATTENDANCES, { name: 'AttendanceStatus', example: 'present' });

/** Which meeting it was. */
class MeetingDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.runningOffering })
  offeringId: string;
  @ApiProperty({ type: 'integer', example: 2 })
  weekNumber: number;
  @ApiProperty({ type: 'integer', example: 1, description: 'Within the week, from 1 on.' })
  meetingNumber: number;
  @ApiProperty({ format: 'date', example: '2027-01-19' })
  heldOn: string;
}

@ApiSchema({ name: 'AttendanceCounts' })
export class AttendanceCountsDto implements Readonly<Record<Attendance, number>> {
  @ApiProperty({ type: 'integer', example: 1 })
  present: number;
  @ApiProperty({ type: 'integer', example: 0 })
  late: number;
  @ApiProperty({ type: 'integer', example: 0 })
  excused: number;
  @ApiProperty({ type: 'integer', example: 0 })
  absent: number;
}

@ApiSchema({ name: 'ListedCourseRegister' })
export class ListedRegisterDto extends MeetingDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.courseRegister })
  id: string;
  counts: AttendanceCountsDto;
  /** Changes with every update; it is the `ETag`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

@ApiSchema({ name: 'ListedCourseRegisterPage' })
export class RegisterPageDto extends PageOf(ListedRegisterDto, 'ListedCourseRegisterPage') {}

@ApiSchema({ name: 'RegisteredStudent' })
export class RegisteredStudentDto {
  student: EnrolledStudentDto;
  @StatusField()
  status: Attendance;
}

@ApiSchema({ name: 'CourseRegister' })
export class RegisterDto extends ListedRegisterDto {
  @ApiProperty({ type: RegisteredStudentDto, isArray: true })
  records: RegisteredStudentDto[];
}

@ApiSchema({ name: 'AttendanceRecord' })
export class AttendanceRecordDto extends MeetingDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.courseRegister })
  registerId: string;
  student: EnrolledStudentDto;
  @StatusField()
  status: Attendance;
  createdAt: Date;
}

@ApiSchema({ name: 'AttendanceRecordPage' })
export class AttendancePageDto extends PageOf(AttendanceRecordDto, 'AttendanceRecordPage') {}

@ApiSchema({ name: 'SetAttendance' })
export class SetAttendanceDto {
  @IdField({ example: EXAMPLE_IDS.otherStudent })
  studentId: string;
  @StatusField()
  status: Attendance;
}

const RECORDS = [{ studentId: EXAMPLE_IDS.otherStudent, status: 'late' }];

@ApiSchema({ name: 'SetCourseRegister' })
export class SetRegisterDto {
  @ObjectListField(SetAttendanceDto, {
    maxItems: MOST_RECORDS,
    description: 'Each student once, of those who are enrolled on the day; who is left out has none.',
    example: RECORDS,
  })
  records: SetAttendanceDto[];
}

@Examples({ records: { summary: 'Somebody came late', value: { records: RECORDS } } })
@ApiSchema({ name: 'ChangeCourseRegister' })
export class ChangeRegisterDto extends SetRegisterDto {}

@Examples({ today: { summary: 'In the meeting', value: { meetingNumber: 2, records: RECORDS } } })
@ApiSchema({ name: 'NewCourseRegister' })
export class NewRegisterDto extends SetRegisterDto {
  @IntegerField({
    ...WEEKS,
    optional: true,
    description: 'A week of the offering; that of the day when it is left out.',
  })
  weekNumber?: number;

  @IntegerField({ min: 1, max: MOST_MEETINGS, description: 'Within the week, from 1 on.' })
  meetingNumber: number;

  @LocalDateField({
    optional: true,
    example: '2027-01-19',
    description: 'A day of the week and of the offering, not in the future; today when it is left out.',
  })
  heldOn?: string;
}

export class RegisterQueryDto extends PageQueryDto {
  @IntegerField({ ...WEEKS, optional: true, description: 'Only of this week.' })
  weekNumber?: number;

  @SortField(['createdAt'], DEFAULT_ATTENDANCE_SORT)
  override sort?: string;
}

export class AttendanceQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Only of this student.' })
  studentId?: string;

  @SortField(['createdAt'], DEFAULT_ATTENDANCE_SORT)
  override sort?: string;
}
