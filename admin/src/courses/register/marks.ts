import type { AttendanceStatus, CourseEnrolment, SetAttendance } from '@lyceum/sdk';

export const ATTENDANCES = ['present', 'late', 'excused', 'absent'] as const satisfies readonly AttendanceStatus[];

/** What is said of each student, by the ids of their profiles. */
export type Marks = Readonly<Record<string, AttendanceStatus>>;

/** Somebody who has a line in a register. */
export type Attendant = CourseEnrolment['student'];

/** Who is enrolled on a day, and whoever is in the register already, by their names. */
export function attendantsOn(
  day: string,
  enrolments: readonly Pick<CourseEnrolment, 'student' | 'startDate' | 'endDate'>[],
  registered: readonly Attendant[] = [],
): readonly Attendant[] {
  const enrolled = enrolments
    .filter(({ startDate, endDate }) => startDate <= day && (endDate === null || day <= endDate))
    .map(({ student }) => student);
  const all = new Map([...registered, ...enrolled].map((student) => [student.id, student]));
  return [...all.values()].sort((one, other) => one.user.name.localeCompare(other.user.name));
}

/** What is sent: of those who are shown, whoever was marked. */
export function recordsOf(attendants: readonly Attendant[], marks: Marks): SetAttendance[] {
  return attendants.flatMap(({ id: studentId }) => {
    const status = marks[studentId];
    return status === undefined ? [] : [{ studentId, status }];
  });
}

/** Everybody who was not marked yet is present; whoever was stays so. */
export function everybodyPresent(attendants: readonly Attendant[], marks: Marks): Marks {
  return { ...Object.fromEntries(attendants.map(({ id }) => [id, 'present' as const])), ...marks };
}
