import type { EventType } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { SearchField } from '../shell/search-field.tsx';
import { only } from '../shell/search-params.ts';
import { StateBadge } from '../shell/state-badge.tsx';
import { WholeList } from '../shell/whole-list.tsx';
import { useText } from '../texts/use-text.ts';
import { readEventTypeSearch } from './event-type-search.ts';

const route = getRouteApi('/event-types');
const MOST = 100;

/** What others can book with whoever is signed in, and with their organizations. */
export function EventTypesPage() {
  const text = useText();
  const search = readEventTypeSearch(route.useSearch());
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['event-types', 'list', search],
    queryFn: ({ signal }) => lyceum.eventTypes.list({ ...search, limit: MOST }, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={text('eventTypes.title')}>
      <Group justify="space-between" align="flex-end">
        <search aria-label={text('bookings.filters')}>
          <SearchField
            label={text('bookings.search')}
            value={search.q}
            onChange={(q) => void navigate({ search: only('q', q) })}
          />
        </search>
        <ButtonLink to="/event-types/new">{text('eventTypes.new')}</ButtonLink>
      </Group>
      <WholeList
        query={query}
        empty={text(search.q === undefined ? 'eventTypes.empty' : 'eventTypes.noneMatch')}
        cut={text('eventTypes.cut')}
      >
        {(eventTypes) => <EventTypesTable eventTypes={eventTypes} />}
      </WholeList>
    </Page>
  );
}

function EventTypesTable({ eventTypes }: { readonly eventTypes: readonly EventType[] }) {
  const text = useText();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('eventTypes.name')}</Table.Th>
          <Table.Th scope="col">{text('eventTypes.durations')}</Table.Th>
          <Table.Th scope="col">{text('bookings.status')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {eventTypes.map(({ id, title, slug, durations, isActive }) => (
          <Table.Tr key={id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/event-types/$id" params={{ id }}>
                {title}
              </TextLink>
              <Text size="sm" c="dimmed">
                {slug}
              </Text>
            </Table.Td>
            <Table.Td>{durations.join(', ')}</Table.Td>
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
