import type { Facilitator, MatchCallOptions, Student } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { DialogButton } from '../../shell/dialog-button.tsx';
import { NativeSelect } from '../../shell/fields/native-select.tsx';
import { SearchSelect } from '../../shell/fields/search-select.tsx';
import { TextInput } from '../../shell/fields/text-input.tsx';
import { FilterChoice, Filters } from '../../shell/filters.tsx';
import { textIn, textOrNull } from '../../shell/form-values.ts';
import { changed } from '../../shell/list-search.ts';
import { ListedTable } from '../../shell/listed-table.tsx';
import { TextLink } from '../../shell/links.tsx';
import { SearchField } from '../../shell/search-field.tsx';
import { only } from '../../shell/search-params.ts';
import { StateBadge } from '../../shell/state-badge.tsx';
import { useDone } from '../../shell/use-done.tsx';
import { useText } from '../../texts/use-text.ts';
import { membersWithout } from '../choices.ts';
import { COURSES } from '../course-queries.ts';
import { CoursesFrame } from '../courses-frame.tsx';
import { StandingButton } from '../standing-button.tsx';
import { isActiveBy, STANDINGS } from '../structure/structure-search.ts';
import { PEOPLE_KINDS, type PeopleKind, type PeopleSearch, readPeopleSearch } from './people-search.ts';

const route = getRouteApi('/courses/people');
const LONGEST_NUMBER = 50;
const LONGEST_SPECIALIZATION = 200;

type Profile = Facilitator | Student;

/** Who teaches and who learns in an organization, with what the institution calls them. */
export function CoursePeoplePage() {
  const search = readPeopleSearch(route.useSearch());
  return (
    <CoursesFrame title="courses.people" of={search.of} isForManagers>
      {({ organization }) => <People organizationId={organization.id} search={search} />}
    </CoursesFrame>
  );
}

interface PeopleProps {
  readonly organizationId: string;
  readonly search: PeopleSearch;
}

function People({ organizationId, search }: PeopleProps) {
  const text = useText();
  const done = useDone();
  const navigate = route.useNavigate();
  const { of, kind = 'facilitators', q, standing, cursor } = search;
  const query = {
    organizationId,
    ...only('q', q),
    ...only('cursor', cursor),
    ...only('isActive', isActiveBy(standing)),
  };
  const isFiltered = q !== undefined || standing !== undefined;
  const profiles = useQuery({
    queryKey: [...COURSES, 'people', kind, query],
    queryFn: async ({ signal }): Promise<Listing> =>
      kind === 'students' ? lyceum.students.list(query, { signal }) : lyceum.facilitators.list(query, { signal }),
    placeholderData: keepPreviousData,
  });
  const change = (name: keyof PeopleSearch, value: string) =>
    void navigate({ search: (present) => changed(readPeopleSearch(present), name, value) });
  return (
    <>
      {done.message}
      <Group>
        <NewButton key={kind} organizationId={organizationId} kind={kind} onDone={done.say} />
        <TextLink to="/organizations/$id/members" params={{ id: organizationId }}>
          {text('courses.invite')}
        </TextLink>
      </Group>
      <Filters
        columns={3}
        onClear={isFiltered ? () => void navigate({ search: { ...only('of', of), kind } }) : undefined}
      >
        <NativeSelect
          label={text('courses.people.kind')}
          value={kind}
          onChange={({ currentTarget: { value } }) => change('kind', value)}
          data={PEOPLE_KINDS.map((value) => ({ value, label: text(`courses.people.${value}`) }))}
        />
        <SearchField label={text('courses.people.search')} value={q} onChange={(value) => change('q', value)} />
        <FilterChoice
          label={text('courses.standing')}
          values={STANDINGS}
          value={standing}
          nameOf={(one) => text(`courses.standing.${one}`)}
          onChange={(value) => change('standing', value)}
        />
      </Filters>
      <ListedTable
        query={profiles}
        cursor={cursor}
        count="members.count"
        empty={text(isFiltered ? 'bookables.noneMatch' : 'courses.people.none')}
        columns={[text(`courses.people.${kind}`), text('courses.standing')]}
      >
        {(profile) => <Row key={profile.id} kind={kind} profile={profile} onDone={done.say} />}
      </ListedTable>
    </>
  );
}

interface Listing {
  readonly data: readonly Profile[];
  readonly meta: { readonly nextCursor: string | null; readonly hasMore: boolean };
}

interface KindProps {
  readonly kind: PeopleKind;
  /** With what was done. */
  readonly onDone: (said: string) => void;
}

function NewButton({ organizationId, kind, onDone }: KindProps & { readonly organizationId: string }) {
  const text = useText();
  return (
    <DialogButton<Profile>
      label={text(`courses.people.new.${kind}`)}
      variant="filled"
      title={text(`courses.people.new.${kind}`)}
      submit={text('structure.new.submit')}
      action={(given) => {
        const of = { organizationId, userId: textIn(given, 'userId') };
        return kind === 'students'
          ? lyceum.students.create({ ...of, ...studentIn(given) })
          : lyceum.facilitators.create({ ...of, ...facilitatorIn(given) });
      }}
      changes={COURSES}
      onDone={({ user }) => onDone(text('structure.made', { name: user.name }))}
    >
      <SearchSelect
        name="userId"
        label={text('courses.people.member')}
        choices={membersWithout(organizationId, kind)}
        isRequired
      />
      <Fields kind={kind} />
    </DialogButton>
  );
}

function Row({ kind, profile, onDone }: KindProps & { readonly profile: Profile }) {
  const text = useText();
  const { id, user, isActive, version } = profile;
  const { name } = user;
  const options = { ifMatch: version };
  const details = 'studentNumber' in profile ? [profile.studentNumber] : [profile.employeeId, profile.specialization];
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {name}
        <Text size="sm" c="dimmed">
          {[user.email, ...details].filter((one) => one !== null).join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td>
        <StateBadge tone={isActive ? 'good' : 'off'}>
          {text(`courses.standing.${isActive ? 'active' : 'archived'}`)}
        </StateBadge>
        <Group gap="xs" mt="xs">
          <DialogButton<Profile>
            label={text('structure.change')}
            about={name}
            title={name}
            submit={text('structure.change.submit')}
            action={(given) => save(kind, id, given, options)}
            changes={COURSES}
            onDone={() => onDone(text('structure.changed', { name }))}
          >
            <Fields kind={kind} profile={profile} />
          </DialogButton>
          <StandingButton
            name={name}
            isActive={isActive}
            means={text(isActive ? 'courses.people.archive.text' : 'courses.people.restore.text')}
            isOneOfMany
            action={() => standAs(kind, id, !isActive, options)}
            onDone={onDone}
          />
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function Fields({ kind, profile }: { readonly kind: PeopleKind; readonly profile?: Profile }) {
  const text = useText();
  if (kind === 'students')
    return (
      <TextInput
        name="studentNumber"
        label={text('courses.people.studentNumber')}
        maxLength={LONGEST_NUMBER}
        defaultValue={(profile as Student | undefined)?.studentNumber ?? ''}
      />
    );
  const facilitator = profile as Facilitator | undefined;
  return (
    <>
      <TextInput
        name="employeeId"
        label={text('courses.people.employeeId')}
        maxLength={LONGEST_NUMBER}
        defaultValue={facilitator?.employeeId ?? ''}
      />
      <TextInput
        name="specialization"
        label={text('courses.people.specialization')}
        maxLength={LONGEST_SPECIALIZATION}
        defaultValue={facilitator?.specialization ?? ''}
      />
    </>
  );
}

const studentIn = (given: FormData) => ({ studentNumber: textOrNull(given, 'studentNumber') });
const facilitatorIn = (given: FormData) => ({
  employeeId: textOrNull(given, 'employeeId'),
  specialization: textOrNull(given, 'specialization'),
});

function save(kind: PeopleKind, id: string, given: FormData, options: MatchCallOptions): PromiseLike<Profile> {
  return kind === 'students'
    ? lyceum.students.update(id, studentIn(given), options)
    : lyceum.facilitators.update(id, facilitatorIn(given), options);
}

function standAs(kind: PeopleKind, id: string, isActive: boolean, options: MatchCallOptions): PromiseLike<Profile> {
  return kind === 'students'
    ? lyceum.students.update(id, { isActive }, options)
    : lyceum.facilitators.update(id, { isActive }, options);
}
