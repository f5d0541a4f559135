import { defineEvent } from '../../../kernel/message.js';
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

interface LogEvent extends OfferingEvent {
  readonly logId: string;
}

/** Also when it is submitted again after it was returned. */
export const ACTIVITY_LOG_SUBMITTED = defineEvent<LogEvent>('activity_log.submitted', 'offeringId');
export const ACTIVITY_LOG_RETURNED = defineEvent<LogEvent>('activity_log.returned', 'offeringId');
export const ACTIVITY_LOG_ACCEPTED = defineEvent<LogEvent>('activity_log.accepted', 'offeringId');
