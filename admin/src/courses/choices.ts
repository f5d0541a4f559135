import type { CourseOffering, Facilitator, Student } from '@lyceum/sdk';
import { lyceum } from '../lyceum.ts';
import { membersBy } from '../members/member-choices.ts';
import type { Choices } from '../shell/fields/search-select.tsx';
import type { Choice } from '../shell/fields/told-apart.ts';
import { only } from '../shell/search-params.ts';
import { COURSES, titleOf } from './course-queries.ts';
import type { PeopleKind } from './people/people-search.ts';
import type { StructureKindName } from './structure/structure-kind-names.ts';
import { KINDS, type StructureRow, structureTitle, valueIn } from './structure/structure-kinds.ts';

/** As many as a list shows; whoever looks for another types a part of its name. */
const SHOWN = 20;
/** Modules whose offerings are looked at. */
const MODULES = 5;

const options = (signal: AbortSignal | undefined) => (signal ? { signal } : {});

/** What is in use of a part of the academic structure. */
export function partsOf(organizationId: string, kind: StructureKindName): Choices {
  return {
    key: [...COURSES, 'structure', organizationId, kind],
    find: async (typed, signal) => {
      const query = { organizationId, isActive: true, limit: SHOWN, ...only('q', typed) };
      const { data } = await KINDS[kind].list(query, options(signal));
      const known = new Map<string, Promise<string>>();
      return Promise.all(data.map(async (row) => ({ value: row.id, label: await wholeTitle(kind, row, known) })));
    },
    nameOf: async (id) => wholeTitle(kind, await KINDS[kind].get(id, {}), new Map()),
  };
}

/** With what it belongs to, which tells it from others of its name: `A1 · Trimester 1 · 2027`. */
async function wholeTitle(
  kind: StructureKindName,
  row: StructureRow,
  known: Map<string, Promise<string>>,
): Promise<string> {
  const whose = KINDS[kind].fields.find(({ of }) => of !== undefined);
  if (whose?.of === undefined) return structureTitle(row);
  const { of, name } = whose;
  const id = valueIn(row, name);
  const title = known.get(id) ?? KINDS[of].get(id, {}).then((parent) => wholeTitle(of, parent, known));
  known.set(id, Promise.resolve(title));
  return `${structureTitle(row)} · ${await title}`;
}

/** Those who can be assigned, or enrolled, by the ids of their profiles. */
export function profilesOf(organizationId: string, kind: PeopleKind): Choices {
  return {
    key: [...COURSES, 'people', kind, organizationId],
    find: async (typed, signal) => {
      const query = { organizationId, isActive: true, limit: SHOWN, ...only('q', typed) };
      const { data } =
        kind === 'students'
          ? await lyceum.students.list(query, options(signal))
          : await lyceum.facilitators.list(query, options(signal));
      return data.map(choiceOf);
    },
    nameOf: async (id) =>
      kind === 'students' ? (await lyceum.students.get(id)).user.name : (await lyceum.facilitators.get(id)).user.name,
  };
}

/** Members who have no such profile in use, by their own ids. */
export function membersWithout(organizationId: string, kind: PeopleKind): Choices {
  return {
    key: [...COURSES, 'members', organizationId, kind],
    find: (typed, signal) =>
      membersBy(organizationId, typed, ({ courseRoles }) => !courseRoles.includes(ROLES[kind]), signal),
  };
}

const ROLES = { facilitators: 'facilitator', students: 'student' } as const;

type Profile = Facilitator | Student;

function choiceOf(profile: Profile): Choice {
  const number = 'studentNumber' in profile ? profile.studentNumber : profile.employeeId;
  const { name, email } = profile.user;
  // What is typed has to be in it, for browsers to show it.
  const about = [number, email].filter((one) => one !== null);
  return { value: profile.id, label: `${name} (${about.length === 0 ? profile.id : about.join(', ')})` };
}

/** Rooms and devices that can be booked. */
export function roomsOf(organizationId: string): Choices {
  return {
    key: [...COURSES, 'rooms', organizationId],
    find: async (typed, signal) => {
      const { data } = await lyceum.bookables.list(
        { organizationId, limit: SHOWN, ...only('q', typed) },
        options(signal),
      );
      return data.map(({ id, name }) => ({ value: id, label: name }));
    },
  };
}

/** Other offerings in use: of the same module, or of those whose names have what is typed. */
export function otherOfferings({ id, organizationId, module }: CourseOffering): Choices {
  return {
    key: [...COURSES, 'offerings', organizationId, 'besides', id],
    find: async (typed, signal) => {
      const modules =
        typed === ''
          ? [module.id]
          : (await lyceum.modules.list({ organizationId, q: typed, limit: MODULES }, options(signal))).data.map(
              (one) => one.id,
            );
      const pages = await Promise.all(
        modules.map((of) =>
          lyceum.courseOfferings.list({ organizationId, moduleId: of, isActive: true, limit: SHOWN }, options(signal)),
        ),
      );
      return pages
        .flatMap(({ data }) => data)
        .filter((one) => one.id !== id)
        .map((one) => ({ value: one.id, label: fullTitleOf(one) }));
    },
  };
}

/** With what tells it from others of its module and class. */
function fullTitleOf(offering: CourseOffering): string {
  const { cohort, mode, intake, trimester } = offering;
  return [titleOf(offering), ...[cohort, mode, intake, trimester].map(({ name }) => name)].join(' · ');
}
