import { createCourseThing, createOffering, createStructure } from './course.js';
import { addMember, createOrganization } from './organization.js';
import type { Person } from './person.js';

const DAY_MS = 86_400_000;

export const REFLECTION = { question1: 'The pairs.', question2: 'Recursion.', question3: 'More examples.' };

/** The day so many days from today (UTC). */
export const dayFromNow = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** An offering in its third week, in an organization of its own, with these students. */
export async function createRunningOffering(owner: Person, students: readonly Person[]) {
  const organizationId = await createOrganization(owner);
  const structure = await createStructure(owner, organizationId);
  const dates = { startDate: dayFromNow(-14), endDate: dayFromNow(70) };
  const offeringId: string = (await createOffering(owner, organizationId, structure, dates)).id;
  await enrolStudents(owner, organizationId, offeringId, students);
  return { organizationId, offeringId, structure };
}

/** From today on. */
export async function enrolStudents(
  owner: Person,
  organizationId: string,
  offeringId: string,
  students: readonly Person[],
): Promise<void> {
  for (const person of students) {
    if (person.id !== owner.id) await addMember(owner, organizationId, person);
    const student = await createCourseThing(owner, '/students', { organizationId, userId: person.id });
    await createCourseThing(owner, `/course-offerings/${offeringId}/enrolments`, { studentId: student.id });
  }
}
