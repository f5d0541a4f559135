import { defineEvent, defineJob } from '../../../kernel/message.js';
import type { EnrolmentStatus } from './enrolments/enrolment.rules.js';
import type { CoursePeopleName } from './people/people-kind.js';
import type { StructureName } from './structure/structure-kind.js';

interface CourseEvent {
  readonly organizationId: string;
  readonly actorId: string;
}

/** `kind` and `id` name what changed; `fact`: an archived one is restored by an update. */
export const COURSE_STRUCTURE_CHANGED = defineEvent<
  CourseEvent & { readonly kind: StructureName; readonly id: string; readonly fact: 'created' | 'updated' }
>('course.structure_changed', 'id');
/** `userId`: whose profile. */
export const COURSE_PROFILE_CHANGED = defineEvent<
  CourseEvent & {
    readonly kind: CoursePeopleName;
    readonly id: string;
    readonly userId: string;
    readonly fact: 'created' | 'updated';
  }
>('course.profile_changed', 'userId');

interface OfferingEvent extends CourseEvent {
  readonly offeringId: string;
}

export const COURSE_OFFERING_CREATED = defineEvent<OfferingEvent>('course.offering_created', 'offeringId');
/** Of its settings, or of who teaches it. */
export const COURSE_OFFERING_CHANGED = defineEvent<OfferingEvent>('course.offering_changed', 'offeringId');
/** `userId`: the student; `status`: what the enrolment is now. */
export const COURSE_ENROLMENT_CHANGED = defineEvent<
  OfferingEvent & { readonly enrolmentId: string; readonly userId: string; readonly status: EnrolmentStatus }
>('course.enrolment_changed', 'offeringId');

/** Of somebody whom an import of rosters withdrew: it tells of itself, and not of each. */
export const LEAVE_MEETING_ROOMS = defineJob<{ readonly offeringId: string; readonly userId: string }>(
  'courses.leave-meeting-rooms',
);

export const REGISTER_FACTS = ['taken', 'changed', 'removed'] as const;
export type RegisterFact = (typeof REGISTER_FACTS)[number];

/** Of a meeting, who came; `fact`: what became of the register. */
export const COURSE_ATTENDANCE_RECORDED = defineEvent<
  OfferingEvent & { readonly registerId: string; readonly fact: RegisterFact }
>('course.attendance_recorded', 'offeringId');

export const TIMETABLE_FACTS = ['planned', 'moved', 'cancelled'] as const;
export type TimetableFact = (typeof TIMETABLE_FACTS)[number];

/** Of meetings that were made, moved or cancelled in one step; `offeringId`: the first offering that meets in them. */
export const COURSE_TIMETABLE_CHANGED = defineEvent<
  Omit<OfferingEvent, 'actorId'> & {
    /** Null for what follows from something else. */
    readonly actorId: string | null;
    readonly fact: TimetableFact;
    readonly meetingIds: readonly string[];
    /** They were cancelled because nobody is assigned to teach them any more. */
    readonly untaught?: true;
  }
>('course.timetable_changed', 'offeringId');

interface LogEvent extends OfferingEvent {
  readonly logId: string;
}

/** Also when it is submitted again after it was returned. */
export const ACTIVITY_LOG_SUBMITTED = defineEvent<LogEvent>('activity_log.submitted', 'offeringId');
export const ACTIVITY_LOG_RETURNED = defineEvent<LogEvent>('activity_log.returned', 'offeringId');
export const ACTIVITY_LOG_ACCEPTED = defineEvent<LogEvent>('activity_log.accepted', 'offeringId');

/** Of what holds for all courses. */
export const COURSE_SETTINGS_CHANGED = defineEvent<CourseEvent>('course.settings_changed');
/** When weekly logs are due. */
export const LOG_DEADLINE_CHANGED = defineEvent<CourseEvent>('course.log_deadline_changed');

interface ExpectationEvent extends OfferingEvent {
  readonly expectationId: string;
}

export const ACTIVITY_LOG_WAIVED = defineEvent<ExpectationEvent>('activity_log.waived', 'offeringId');
/** Again, after it was waived. */
export const ACTIVITY_LOG_EXPECTED = defineEvent<ExpectationEvent>('activity_log.expected', 'offeringId');
