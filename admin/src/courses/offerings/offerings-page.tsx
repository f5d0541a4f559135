import type { CourseOffering } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { type Choices, SearchSelect } from '../../shell/fields/search-select.tsx';
import { FilterChoice, Filters } from '../../shell/filters.tsx';
import { changed } from '../../shell/list-search.ts';
import { ListedTable } from '../../shell/listed-table.tsx';
import { TextLink } from '../../shell/links.tsx';
import { only } from '../../shell/search-params.ts';
import { StateBadge } from '../../shell/state-badge.tsx';
import { useDone } from '../../shell/use-done.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { partsOf, profilesOf } from '../choices.ts';
import { COURSES, titleOf } from '../course-queries.ts';
import { CoursesFrame } from '../courses-frame.tsx';
import { isActiveBy, STANDINGS } from '../structure/structure-search.ts';
import { NewOfferingButton } from './offering-form.tsx';
import { OFFERING_FILTERS, type OfferingSearch, readOfferingSearch } from './offering-search.ts';

const route = getRouteApi('/courses');
const TRIMESTERS = ['1', '2', '3', '4'];

/** What is taught in an organization: all of it for those who manage its courses, else what one teaches or learns. */
export function OfferingsPage() {
  const search = readOfferingSearch(route.useSearch());
  return (
    <CoursesFrame title="courses.title" of={search.of}>
      {({ organization, manages }) => <Offerings organizationId={organization.id} manages={manages} search={search} />}
    </CoursesFrame>
  );
}

interface OfferingsProps {
  readonly organizationId: string;
  readonly manages: boolean;
  readonly search: OfferingSearch;
}

function Offerings({ organizationId, manages, search }: OfferingsProps) {
  const text = useText();
  const done = useDone();
  const navigate = route.useNavigate();
  const { of, cohort, facilitator, module, trimester, intake, mode, standing, cursor } = search;
  const query = {
    organizationId,
    ...only('trimester', trimester === undefined ? undefined : Number(trimester)),
    ...only('intake', intake),
    ...only('cohortId', cohort),
    ...only('moduleId', module),
    ...only('mode', mode),
    ...only('facilitatorId', facilitator),
    ...only('isActive', isActiveBy(standing)),
    ...only('cursor', cursor),
  };
  const offerings = useQuery({
    queryKey: [...COURSES, 'offerings', query],
    queryFn: ({ signal }) => lyceum.courseOfferings.list(query, { signal }),
    placeholderData: keepPreviousData,
  });
  const isFiltered = OFFERING_FILTERS.some((name) => search[name] !== undefined);
  const none = manages ? 'courses.none' : 'courses.none.others';
  return (
    <>
      {done.message}
      {manages && (
        <Group>
          <NewOfferingButton organizationId={organizationId} onDone={done.say} />
        </Group>
      )}
      <OfferingFilters
        organizationId={organizationId}
        search={search}
        onChange={(name, value) =>
          void navigate({ search: (present) => changed(readOfferingSearch(present), name, value) })
        }
        onClear={isFiltered ? () => void navigate({ search: only('of', of) }) : undefined}
      />
      <ListedTable
        query={offerings}
        cursor={cursor}
        count="courses.count"
        empty={text(isFiltered ? 'bookables.noneMatch' : none)}
        columns={[text('courses.offering'), text('courses.facilitator')]}
      >
        {(offering) => <Row key={offering.id} offering={offering} />}
      </ListedTable>
    </>
  );
}

interface FiltersProps {
  readonly organizationId: string;
  readonly search: OfferingSearch;
  readonly onChange: (name: keyof OfferingSearch, value: string) => void;
  readonly onClear: (() => void) | undefined;
}

function OfferingFilters({ organizationId, search, onChange, onClear }: FiltersProps) {
  const text = useText();
  const chosen = (name: 'module' | 'facilitator' | 'intake' | 'cohort' | 'mode', choices: Choices) => (
    <SearchSelect
      label={text(`courses.${name}`)}
      choices={choices}
      placeholder={text('bookings.status.any')}
      value={search[name]}
      onChange={(value) => onChange(name, value)}
    />
  );
  return (
    <Filters columns={4} onClear={onClear}>
      <FilterChoice
        label={text('courses.trimester')}
        values={TRIMESTERS}
        value={search.trimester}
        nameOf={(one) => one}
        onChange={(value) => onChange('trimester', value)}
      />
      {chosen('module', partsOf(organizationId, 'modules'))}
      {chosen('facilitator', profilesOf(organizationId, 'facilitators'))}
      {chosen('intake', partsOf(organizationId, 'intakes'))}
      {chosen('cohort', partsOf(organizationId, 'cohorts'))}
      {chosen('mode', partsOf(organizationId, 'modes'))}
      <FilterChoice
        label={text('courses.standing')}
        values={STANDINGS}
        value={search.standing}
        nameOf={(one) => text(`courses.standing.${one}`)}
        onChange={(value) => onChange('standing', value)}
      />
    </Filters>
  );
}

function Row({ offering }: { readonly offering: CourseOffering }) {
  const text = useText();
  const times = useTimes();
  const { id, cohort, intake, mode, trimester, startDate, endDate, enrolledCount, maxStudents } = offering;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <TextLink to="/courses/$offeringId" params={{ offeringId: id }}>
          {titleOf(offering)}
        </TextLink>
        <Text size="sm">{[cohort.name, intake.name, mode.name, trimester.name].join(' · ')}</Text>
        <Text size="sm" c="dimmed">
          {times.days({ from: startDate, to: endDate })}
        </Text>
        <Text size="sm" c="dimmed">
          {text(maxStudents === null ? 'courses.enrolled' : 'courses.enrolledOf', {
            count: enrolledCount,
            most: maxStudents ?? 0,
          })}
        </Text>
      </Table.Td>
      <Table.Td>
        {offering.facilitator?.user.name ?? text('board.nobody')}
        {!offering.isActive && <StateBadge tone="off">{text('courses.standing.archived')}</StateBadge>}
      </Table.Td>
    </Table.Tr>
  );
}
