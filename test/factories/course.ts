import type { ApiResponse } from '../support/http.js';
import type { Person } from './person.js';

type Body = ApiResponse['body'];
type Maker = Pick<Person, 'api'>;

/** Makes something of courses over the API. */
export async function createCourseThing(
  { api }: Maker,
  path: string,
  values: Readonly<Record<string, unknown>>,
): Promise<Body> {
  const { status, body } = await api.post(path, values);
  if (status !== 201) throw new Error(`${path} was answered with ${status} ${JSON.stringify(body)}`);
  return body;
}

/** One of each part of the academic structure. */
export async function createStructure(owner: Maker, organizationId: string) {
  const make = (path: string, values: Readonly<Record<string, unknown>>) =>
    createCourseThing(owner, path, { organizationId, ...values });
  const module = await make('/modules', { code: 'CS101', name: 'Introduction to Programming', credits: 15 });
  const year = await make('/academic-sessions', {
    ...{ type: 'year', name: '2027', startDate: '2027-01-11', endDate: '2027-12-17' },
  });
  const trimester = await make('/academic-sessions', {
    ...{ type: 'trimester', yearId: year.id, number: 1, name: 'Trimester 1' },
    ...{ startDate: '2027-01-11', endDate: '2027-04-23' },
  });
  const intake = await make('/intakes', { name: 'January 2027', startDate: '2027-01-11' });
  const cohort = await make('/cohorts', { intakeId: intake.id, name: 'Day' });
  const section = await make('/classes', { trimesterId: trimester.id, name: 'A1' });
  const mode = await make('/modes', { name: 'online' });
  return { module, year, trimester, intake, cohort, section, mode };
}

/** An offering of the structure, with this in it that is given. */
export function createOffering(
  owner: Maker,
  organizationId: string,
  { module, section, cohort, mode }: Awaited<ReturnType<typeof createStructure>>,
  values: Readonly<Record<string, unknown>> = {},
): Promise<Body> {
  return createCourseThing(owner, '/course-offerings', {
    ...{ organizationId, moduleId: module.id, classId: section.id, cohortId: cohort.id, modeId: mode.id },
    ...{ startDate: '2027-01-11', endDate: '2027-04-23', ...values },
  });
}
