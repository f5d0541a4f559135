import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { DownloadButton } from '../shell/download-button.tsx';
import { Listed } from '../shell/listed.tsx';
import { Page } from '../shell/page.tsx';
import { useText } from '../texts/use-text.ts';
import { fileQueryOf, isFiltered, queryOf, readBookingSearch } from './booking-search.ts';
import { BookingsFilters } from './bookings-filters.tsx';
import { BookingsTable } from './bookings-table.tsx';

const route = getRouteApi('/bookings');

/** The bookings of whoever is signed in, and those they attend. */
export function BookingsPage() {
  const text = useText();
  const search = readBookingSearch(route.useSearch());
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['bookings', 'list', search],
    queryFn: ({ signal }) => lyceum.bookings.list(queryOf(search), { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={text('bookings.title')}>
      <BookingsFilters
        search={search}
        onChange={(change) => void navigate({ search: (present) => change(readBookingSearch(present)) })}
      />
      <Listed
        query={query}
        cursor={search.cursor}
        count="bookings.count"
        empty={text(isFiltered(search) ? 'bookings.noneMatch' : 'bookings.empty')}
      >
        {(bookings) => (
          <>
            <DownloadButton name="bookings" read={(options) => lyceum.bookings.getCsv(fileQueryOf(search), options)} />
            <BookingsTable bookings={bookings} />
          </>
        )}
      </Listed>
    </Page>
  );
}
