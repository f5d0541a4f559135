import type { OrganizationDetails } from '@lyceum/sdk';
import { Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { bookablesOf } from '../bookables/bookable-choices.ts';
import { fileQueryOf, isFiltered, queryOf, readBookingSearch } from '../bookings/booking-search.ts';
import { BookingsFilters } from '../bookings/bookings-filters.tsx';
import { BookingsTable } from '../bookings/bookings-table.tsx';
import { teamTypesOf } from '../event-types/team-type-choices.ts';
import { lyceum } from '../lyceum.ts';
import { membersOf } from '../members/member-choices.ts';
import { DownloadButton } from '../shell/download-button.tsx';
import { Listed } from '../shell/listed.tsx';
import { useText } from '../texts/use-text.ts';
import { OrganizationFrame } from './organization-frame.tsx';
import { isManaged } from './use-organizations.ts';

const route = getRouteApi('/organizations/$id/bookings');

/** What is booked in an organization: all of it for those who manage it, and their own part for the others. */
export function OrganizationBookingsPage() {
  const { id } = route.useParams();
  return (
    <OrganizationFrame id={id} title="organization.bookings">
      {(organization) => <Bookings organization={organization} />}
    </OrganizationFrame>
  );
}

function Bookings({ organization }: { readonly organization: OrganizationDetails }) {
  const text = useText();
  const search = readBookingSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { id: organizationId } = organization;
  const isManager = isManaged(organization);
  // Whoever manages a room sees what members have booked in it for themselves, too.
  const within = isManager && search.room !== undefined ? {} : { organizationId };
  const query = useQuery({
    queryKey: ['bookings', 'list', 'organization', organizationId, search],
    queryFn: ({ signal }) => lyceum.bookings.list({ ...queryOf(search), ...within }, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      {!isManager && <Text>{text('organization.bookings.mine')}</Text>}
      <BookingsFilters
        search={search}
        onChange={(change) => void navigate({ search: (present) => change(readBookingSearch(present)) })}
        hosts={isManager ? membersOf(organizationId) : undefined}
        types={teamTypesOf(organizationId)}
        rooms={bookablesOf(organizationId)}
      />
      <Listed
        query={query}
        cursor={search.cursor}
        count="bookings.count"
        empty={text(isFiltered(search) ? 'bookings.noneMatch' : 'organization.bookings.empty')}
      >
        {(bookings) => (
          <>
            <DownloadButton
              name="bookings"
              read={(options) => lyceum.bookings.getCsv({ ...fileQueryOf(search), ...within }, options)}
            />
            <BookingsTable bookings={bookings} areOfMany />
          </>
        )}
      </Listed>
    </>
  );
}
