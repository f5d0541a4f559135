import type { StudentCard } from '../courses/courses.api.js';
import type { OfferingReflectionDto, ReflectionDto } from './reflection.dto.js';
import type { Reflection } from './reflection.entity.js';
import { WHOLE_OFFERING } from './reflection.rules.js';

/** As the API has it: null for the offering as a whole. */
export function shownWeek(weekNumber: number): number | null {
  return weekNumber === WHOLE_OFFERING ? null : weekNumber;
}

export function toReflectionDto(reflection: Reflection): ReflectionDto {
  const { id, offeringId, question1, question2, question3, language, submittedAt, version, updatedAt } = reflection;
  return {
    ...{ id, offeringId, weekNumber: shownWeek(reflection.weekNumber), question1, question2, question3, language },
    ...{ anonymous: reflection.isAnonymous, submittedAt, version, updatedAt },
  };
}

/** @param student undefined for a reflection without a name */
export function toOfferingReflectionDto(
  { id, weekNumber, question1, question2, question3, language, submittedAt }: Reflection,
  student: StudentCard | undefined,
): OfferingReflectionDto {
  return {
    ...{ id, weekNumber: shownWeek(weekNumber), question1, question2, question3, language },
    student: student ? { id: student.id, studentNumber: student.studentNumber, name: student.user.name } : null,
    submittedAt: student ? submittedAt : null,
  };
}
