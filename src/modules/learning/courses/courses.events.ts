import { defineEvent } from '../../../kernel/message.js';
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
