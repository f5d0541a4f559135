import { Group, Loader, Table, Text } from '@mantine/core';
import type { Booking } from '@lyceum/sdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { type BookingSearch, isFiltered, queryOf, readBookingSearch } from './booking-search.ts';
import { BookingsFilters } from './bookings-filters.tsx';
import { StatusBadge } from './status-badge.tsx';

const route = getRouteApi('/bookings');

/** The bookings of whoever is signed in, and those they attend. */
export function BookingsPage() {
  const text = useText();
  const search = readBookingSearch(route.useSearch());
  const navigate = route.useNavigate();
  const {
    data: page,
    error,
    isPending,
    refetch,
  } = useQuery({
    queryKey: ['bookings', 'list', search],
    queryFn: ({ signal }) => lyceum.bookings.list(queryOf(search), { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={text('bookings.title')}>
      <BookingsFilters search={search} onChange={(next) => void navigate({ search: next })} />
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : page.data.length === 0 ? (
        <Text role="status">{text(isFiltered(search) ? 'bookings.noneMatch' : 'bookings.empty')}</Text>
      ) : (
        <>
          <BookingsTable bookings={page.data} />
          <Places search={search} next={page.meta.nextCursor} count={page.data.length} />
        </>
      )}
    </Page>
  );
}

function BookingsTable({ bookings }: { readonly bookings: readonly Booking[] }) {
  const text = useText();
  const times = useTimes();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('bookings.booking')}</Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('bookings.when')}
          </Table.Th>
          <Table.Th scope="col" visibleFrom="md">
            {text('bookings.with')}
          </Table.Th>
          <Table.Th scope="col">{text('bookings.status')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {bookings.map((booking) => (
          <Table.Tr key={booking.id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/bookings/$id" params={{ id: booking.id }}>
                {booking.title}
              </TextLink>
              <Text size="sm" hiddenFrom="sm">
                {times.span(booking)}
              </Text>
            </Table.Td>
            <Table.Td visibleFrom="sm">{times.span(booking)}</Table.Td>
            <Table.Td visibleFrom="md">{booking.attendees.map(({ name }) => name).join(', ')}</Table.Td>
            <Table.Td>
              <StatusBadge status={booking.status} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface PlacesProps {
  readonly search: BookingSearch;
  readonly next: string | null;
  readonly count: number;
}

/** Where the list goes on; the browser's own button goes back. */
function Places({ search, next, count }: PlacesProps) {
  const text = useText();
  const { cursor, ...first } = search;
  return (
    <Group justify="space-between">
      <Text size="sm" role="status">
        {text('bookings.count', { count })}
      </Text>
      <Group>
        {cursor !== undefined && (
          <ButtonLink to="/bookings" search={first} variant="default">
            {text('bookings.first')}
          </ButtonLink>
        )}
        {next !== null && (
          <ButtonLink to="/bookings" search={{ ...first, cursor: next }} variant="default">
            {text('bookings.next')}
          </ButtonLink>
        )}
      </Group>
    </Group>
  );
}
