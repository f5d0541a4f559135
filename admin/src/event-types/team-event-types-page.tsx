import type { EventType, OrganizationDetails } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { OrganizationFrame } from '../organizations/organization-frame.tsx';
import { FilterChoice, Filters, SortChoice } from '../shell/filters.tsx';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { changed, ofAllPages } from '../shell/list-search.ts';
import { DownloadButton } from '../shell/download-button.tsx';
import { Listed } from '../shell/listed.tsx';
import { SearchField } from '../shell/search-field.tsx';
import { only } from '../shell/search-params.ts';
import { StateBadge } from '../shell/state-badge.tsx';
import { useText } from '../texts/use-text.ts';
import { EVENT_TYPE_SORTS } from './event-type-search.ts';
import { ACTIVITIES, readTeamSearch } from './team-search.ts';

const route = getRouteApi('/organizations/$id/event-types');

/** What people can book with an organization. */
export function TeamEventTypesPage() {
  const { id } = route.useParams();
  return (
    <OrganizationFrame id={id} title="team.title">
      {(organization) => <TeamEventTypes organization={organization} />}
    </OrganizationFrame>
  );
}

function TeamEventTypes({ organization: { id: organizationId } }: { readonly organization: OrganizationDetails }) {
  const text = useText();
  const search = readTeamSearch(route.useSearch());
  const { is, ...rest } = search;
  const navigate = route.useNavigate();
  const asked = { ...rest, ...(is === undefined ? {} : { isActive: is === 'active' }), organizationId };
  const query = useQuery({
    queryKey: ['event-types', 'list', asked],
    queryFn: ({ signal }) => lyceum.eventTypes.list(asked, { signal }),
    placeholderData: keepPreviousData,
  });
  const isFiltered = is !== undefined || search.q !== undefined;
  const change = (name: 'q' | 'is' | 'sort', value: string) => void navigate({ search: changed(search, name, value) });
  return (
    <>
      <Group>
        <ButtonLink to="/organizations/$id/event-types/new" params={{ id: organizationId }}>
          {text('eventTypes.new')}
        </ButtonLink>
      </Group>
      <Filters
        columns={4}
        onClear={isFiltered ? () => void navigate({ search: only('sort', search.sort) }) : undefined}
      >
        <SearchField label={text('bookings.search')} value={search.q} onChange={(value) => change('q', value)} />
        <FilterChoice
          label={text('bookings.status')}
          values={ACTIVITIES}
          value={is}
          nameOf={(one) => text(`eventTypes.${one}`)}
          onChange={(value) => change('is', value)}
        />
        <SortChoice
          values={EVENT_TYPE_SORTS}
          value={search.sort}
          nameOf={(sort) => text(`list.sort.${sort}`)}
          onChange={(value) => change('sort', value)}
        />
      </Filters>
      <Listed
        query={query}
        cursor={search.cursor}
        count="team.count"
        empty={text(isFiltered ? 'bookables.noneMatch' : 'team.empty')}
      >
        {(eventTypes) => (
          <>
            <DownloadButton
              name="event-types"
              read={(options) => lyceum.eventTypes.getCsv(ofAllPages(asked), options)}
            />
            <TeamTable eventTypes={eventTypes} />
          </>
        )}
      </Listed>
    </>
  );
}

function TeamTable({ eventTypes }: { readonly eventTypes: readonly EventType[] }) {
  const text = useText();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('eventTypes.name')}</Table.Th>
          <Table.Th scope="col">{text('hosts.title')}</Table.Th>
          <Table.Th scope="col">{text('bookings.status')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {eventTypes.map(({ id, title, slug, assignment, hosts, isActive, parentId }) => (
          <Table.Tr key={id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/event-types/$id" params={{ id }}>
                {title}
              </TextLink>
              <Text size="sm" c="dimmed">
                {slug}
              </Text>
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {hosts.map(({ name }) => name).join(', ')}
              <Text size="sm">{text(parentId === null ? `hosts.assignment.${assignment}` : 'copies.copy')}</Text>
            </Table.Td>
            <Table.Td>
              <StateBadge tone={isActive ? 'good' : 'off'}>
                {text(isActive ? 'eventTypes.active' : 'eventTypes.inactive')}
              </StateBadge>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
