import { Group, Loader, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { eventTypeKey } from '../event-types/use-event-type-save.ts';
import { lyceum } from '../lyceum.ts';
import { useOrganizations } from '../organizations/use-organizations.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { DownloadButton } from '../shell/download-button.tsx';
import { type Choices, SearchSelect } from '../shell/fields/search-select.tsx';
import { FilterChoice, Filters } from '../shell/filters.tsx';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { changed, ofAllPages } from '../shell/list-search.ts';
import { Listed } from '../shell/listed.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useDone } from '../shell/use-done.tsx';
import { useText } from '../texts/use-text.ts';
import { HoldsSection } from './holds-section.tsx';
import { OwnPlaces } from './own-places.tsx';
import { runTypesOf } from './run-type-choices.ts';
import { readWaitlistSearch, WAITLIST_SORTS, WAITLIST_STATUSES, waitlistQueryOf } from './waitlist-search.ts';
import { WaitlistTable } from './waitlist-table.tsx';
import { LOOK_AGAIN_MS, WAITLISTS } from './waitlists.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';

const route = getRouteApi('/waitlist');

/** Who waits for what whoever is signed in gives or manages, and what they wait for themselves. */
export function WaitlistPage() {
  const text = useText();
  const user = useUser();
  const organizations = useOrganizations();
  const { type: chosen } = readWaitlistSearch(route.useSearch());
  const choices = runTypesOf(user, organizations.data?.data ?? []);
  const types = useQuery({
    queryKey: [...choices.key, 'any'],
    queryFn: async ({ signal }) => (await choices.find('', signal)).length > 0,
    enabled: organizations.data !== undefined,
  });
  const failed = [organizations, types].find(({ isError }) => isError);
  return (
    <Page title={text('waitlist.title')}>
      <OwnPlaces />
      {failed ? (
        <ProblemAlert error={failed.error} onRetry={() => void failed.refetch()} />
      ) : types.data === undefined ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : types.data || chosen !== undefined ? (
        <OfTypes choices={choices} />
      ) : (
        <NoTypes />
      )}
    </Page>
  );
}

function NoTypes() {
  const text = useText();
  return (
    <>
      <Text role="status">{text('waitlist.noTypes')}</Text>
      <Group>
        <ButtonLink to="/event-types/new">{text('eventTypes.new')}</ButtonLink>
      </Group>
    </>
  );
}

/** Of all of them, or of the one that is chosen. */
function OfTypes({ choices }: { readonly choices: Choices }) {
  const text = useText();
  const done = useDone();
  const search = readWaitlistSearch(route.useSearch());
  const { type: id, status, sort = 'createdAt', cursor } = search;
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: [...WAITLISTS, search],
    queryFn: ({ signal }) => lyceum.eventTypeWaitlist.listAll(waitlistQueryOf(search), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
  const change = (name: 'type' | 'status' | 'sort', value: string) =>
    void navigate({ search: (present) => changed(readWaitlistSearch(present), name, value) });
  const isFiltered = id !== undefined || status !== undefined;
  const { data: type } = useQuery({
    queryKey: eventTypeKey(id ?? ''),
    queryFn: ({ signal }) => lyceum.eventTypes.get(id ?? '', { signal }),
    enabled: id !== undefined,
  });
  return (
    <>
      {done.message}
      <Filters columns={4} onClear={isFiltered ? () => void navigate({ search: {} }) : undefined}>
        <SearchSelect
          label={text('waitlist.eventType')}
          choices={choices}
          value={id}
          onChange={(value) => change('type', value)}
        />
        <FilterChoice
          label={text('bookings.status')}
          values={WAITLIST_STATUSES}
          value={status}
          nameOf={(one) => text(`waitlist.status.${one}`)}
          onChange={(value) => change('status', value)}
        />
        <NativeSelect
          label={text('bookings.sort')}
          value={sort}
          onChange={({ currentTarget: { value } }) => change('sort', value)}
          data={WAITLIST_SORTS.map((value) => ({ value, label: text(`waitlist.sort.${value}`) }))}
        />
      </Filters>
      {id !== undefined && type && (
        <TextLink to="/event-types/$id" params={{ id }} style={{ overflowWrap: 'anywhere' }}>
          {text('waitlist.toType', { title: type.title })}
        </TextLink>
      )}
      <Listed
        query={query}
        cursor={cursor}
        count="waitlist.count"
        empty={text(isFiltered ? 'bookables.noneMatch' : 'waitlist.empty')}
      >
        {(entries) => (
          <>
            <DownloadButton
              name="waitlist"
              read={(options) => lyceum.eventTypeWaitlist.getCsv(waitlistQueryOf(ofAllPages(search)), options)}
            />
            <WaitlistTable entries={entries} onDone={done.say} />
          </>
        )}
      </Listed>
      <HoldsSection eventTypeId={id} key={id} />
    </>
  );
}
