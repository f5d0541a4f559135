import type { EventType } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { DownloadButton } from '../shell/download-button.tsx';
import { Filters, SortChoice } from '../shell/filters.tsx';
import { changed, ofAllPages } from '../shell/list-search.ts';
import { Listed } from '../shell/listed.tsx';
import { Page } from '../shell/page.tsx';
import { SearchField } from '../shell/search-field.tsx';
import { only } from '../shell/search-params.ts';
import { StateBadge } from '../shell/state-badge.tsx';
import { useText } from '../texts/use-text.ts';
import { EVENT_TYPE_SORTS, readEventTypeSearch } from './event-type-search.ts';

const route = getRouteApi('/event-types');

/** What others can book with whoever is signed in, and with their organizations. */
export function EventTypesPage() {
  const text = useText();
  const search = readEventTypeSearch(route.useSearch());
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['event-types', 'list', search],
    queryFn: ({ signal }) => lyceum.eventTypes.list(search, { signal }),
    placeholderData: keepPreviousData,
  });
  const clear = () => void navigate({ search: only('sort', search.sort) });
  const change = (name: 'q' | 'sort', value: string) =>
    void navigate({ search: (present) => changed(readEventTypeSearch(present), name, value) });
  return (
    <Page title={text('eventTypes.title')}>
      <Group justify="flex-end">
        <ButtonLink to="/event-types/new">{text('eventTypes.new')}</ButtonLink>
      </Group>
      <Filters columns={4} onClear={search.q === undefined ? undefined : clear}>
        <SearchField label={text('bookings.search')} value={search.q} onChange={(value) => change('q', value)} />
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
        empty={text(search.q === undefined ? 'eventTypes.empty' : 'eventTypes.noneMatch')}
      >
        {(eventTypes) => (
          <>
            <DownloadButton
              name="event-types"
              read={(options) => lyceum.eventTypes.getCsv(ofAllPages(search), options)}
            />
            <EventTypesTable eventTypes={eventTypes} />
          </>
        )}
      </Listed>
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
