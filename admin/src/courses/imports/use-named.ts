import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { COURSES, titleOf } from '../course-queries.ts';
import type { Cell } from './row-differences.ts';

/** How what an id stands for is asked for, by the column that has it. */
const ASKED: Readonly<Record<string, (id: string) => Promise<string>>> = {
  offering_id: async (id) => titleOf(await lyceum.courseOfferings.get(id)),
  student_id: async (id) => (await lyceum.students.get(id)).user.name,
  facilitator_id: async (id) => (await lyceum.facilitators.get(id)).user.name,
  module_id: async (id) => (await lyceum.modules.get(id)).code,
  class_id: async (id) => (await lyceum.classes.get(id)).name,
  cohort_id: async (id) => (await lyceum.cohorts.get(id)).name,
  mode_id: async (id) => (await lyceum.modes.get(id)).name,
  trimester_id: async (id) => (await lyceum.academicSessions.get(id)).name,
};

/** @returns the name of what the id in a column stands for, where it is one and as soon as it is known */
export function useNamed(column: string, id: Cell): string | undefined {
  const ask = ASKED[column];
  const { data } = useQuery({
    queryKey: [...COURSES, 'named', column, id],
    queryFn: () => ask?.(String(id)) ?? '',
    enabled: ask !== undefined && id !== null,
  });
  return data;
}
