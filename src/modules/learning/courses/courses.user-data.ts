import { Injectable } from '@nestjs/common';
import { type Leaver, UserDataHolder } from '../../people/users/users.api.js';
import { EnrolmentsRepository } from './enrolments/enrolments.repository.js';
import { AttendanceRepository } from './attendance/attendance.repository.js';
import { ExpectationsRepository } from './expectations/expectations.repository.js';
import { LogsRepository } from './logs/logs.repository.js';
import { CourseFacilitator } from './people/facilitator.entity.js';
import { ProfilesRepository } from './people/profiles.repository.js';
import { LogNoticesRepository } from './reminders/log-notices.repository.js';
import { CourseStudent } from './people/student.entity.js';

/**
 * Erasure of a person: their profiles stay as those of a former user, because what they taught and were enrolled in
 * belongs to the institution, and say nothing of them any more. Of the logs that they wrote stays what is counted; whether
 * they came to a meeting is forgotten.
 */
@Injectable()
export class CoursesUserData extends UserDataHolder {
  readonly holds = {
    course_facilitators: ['userId', 'specialization', 'employeeId', 'externalId'],
    course_students: ['userId', 'studentNumber', 'externalId'],
    course_enrolments: ['externalId'],
    activity_trackers: ['notes', 'returnNote', 'returnedBy'],
    attendance_records: ['studentId', 'status'],
    log_notices: ['userId'],
    log_expectations: ['waivedBy', 'waiveReason'],
    activity_tracker_versions: ['content', 'changedBy'],
  };

  constructor(
    private readonly profiles: ProfilesRepository,
    private readonly logs: LogsRepository,
    private readonly expectations: ExpectationsRepository,
    private readonly notices: LogNoticesRepository,
    private readonly enrolments: EnrolmentsRepository,
    private readonly attendance: AttendanceRepository,
  ) {
    super();
  }

  async eraseUser({ id }: Leaver): Promise<void> {
    await this.logs.forget(id);
    await this.expectations.forget(id);
    await this.notices.forget(id);
    await this.enrolments.forget(id);
    await this.profiles.forget(CourseFacilitator, id, { specialization: null, employeeId: null, externalId: null });
    await this.profiles.forget(CourseStudent, id, { studentNumber: null, externalId: null });
    await this.attendance.forget(id);
  }
}
