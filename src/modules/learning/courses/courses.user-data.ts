import { Injectable } from '@nestjs/common';
import { type Leaver, UserDataHolder } from '../../people/users/users.api.js';
import { LogsRepository } from './logs/logs.repository.js';
import { CourseFacilitator } from './people/facilitator.entity.js';
import { ProfilesRepository } from './people/profiles.repository.js';
import { CourseStudent } from './people/student.entity.js';

/**
 * Erasure of a person: their profiles stay as those of a former user, because what they taught and were enrolled in
 * belongs to the institution, and say nothing of them any more. Of the logs that they wrote stays what is counted.
 */
@Injectable()
export class CoursesUserData extends UserDataHolder {
  readonly holds = {
    course_facilitators: ['userId', 'specialization', 'employeeId'],
    course_students: ['userId', 'studentNumber'],
    activity_trackers: ['notes', 'returnNote', 'returnedBy'],
    activity_tracker_versions: ['content', 'changedBy'],
  };

  constructor(
    private readonly profiles: ProfilesRepository,
    private readonly logs: LogsRepository,
  ) {
    super();
  }

  async eraseUser({ id }: Leaver): Promise<void> {
    await this.logs.forget(id);
    await this.profiles.forget(CourseFacilitator, id, { specialization: null, employeeId: null });
    await this.profiles.forget(CourseStudent, id, { studentNumber: null });
  }
}
