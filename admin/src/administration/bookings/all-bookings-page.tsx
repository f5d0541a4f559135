import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { fileQueryOf, isFiltered, queryOf, readBookingSearch } from '../../bookings/booking-search.ts';
import { BookingsFilters } from '../../bookings/bookings-filters.tsx';
import { BookingsTable } from '../../bookings/bookings-table.tsx';
import { lyceum } from '../../lyceum.ts';
import { DownloadButton } from '../../shell/download-button.tsx';
import type { Choices } from '../../shell/fields/search-select.tsx';
import { Listed } from '../../shell/listed.tsx';
import { Page } from '../../shell/page.tsx';
import { only } from '../../shell/search-params.ts';
import { useText } from '../../texts/use-text.ts';

const route = getRouteApi('/admin/bookings');
/** As many as a list shows; whoever looks for another types a part of their name or address. */
const SHOWN = 20;

const EVERYBODY: Choices = {
  key: ['administration', 'people', 'choices'],
  find: async (typed, signal) => {
    const { data } = await lyceum.users.list({ limit: SHOWN, ...only('q', typed) }, signal ? { signal } : {});
    return data.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }));
  },
  nameOf: async (id) => (await lyceum.users.get(id)).name,
};

/** What is booked in the whole installation. */
export function AllBookingsPage() {
  const text = useText();
  const search = readBookingSearch(route.useSearch());
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['bookings', 'list', 'everybody', search],
    queryFn: ({ signal }) => lyceum.bookings.list({ ...queryOf(search), scope: 'all' }, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={text('bookings.all')}>
      <BookingsFilters
        search={search}
        onChange={(change) => void navigate({ search: (present) => change(readBookingSearch(present)) })}
        hosts={EVERYBODY}
      />
      <Listed
        query={query}
        cursor={search.cursor}
        count="bookings.count"
        empty={text(isFiltered(search) ? 'bookings.noneMatch' : 'bookings.all.empty')}
      >
        {(bookings) => (
          <>
            <DownloadButton
              name="bookings"
              read={(options) => lyceum.bookings.getCsv({ ...fileQueryOf(search), scope: 'all' }, options)}
            />
            <BookingsTable bookings={bookings} areOfMany />
          </>
        )}
      </Listed>
    </Page>
  );
}
