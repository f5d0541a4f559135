import type { EventType } from '@lyceum/sdk';
import { Group, Loader, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { DownloadButton } from '../shell/download-button.tsx';
import { FilterChoice, Filters } from '../shell/filters.tsx';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { changed, ofAllPages } from '../shell/list-search.ts';
import { Listed } from '../shell/listed.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useDone } from '../shell/use-done.tsx';
import { useText } from '../texts/use-text.ts';
import { HoldsSection } from './holds-section.tsx';
import { useRunTypes } from './use-run-types.ts';
import { readWaitlistSearch, WAITLIST_SORTS, WAITLIST_STATUSES, waitlistQueryOf } from './waitlist-search.ts';
import { WaitlistTable } from './waitlist-table.tsx';
import { LOOK_AGAIN_MS, WAITLISTS } from './waitlists.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';

const route = getRouteApi('/waitlist');

/** Who waits for what whoever is signed in gives or manages. */
export function WaitlistPage() {
  const text = useText();
  const { type: chosen } = readWaitlistSearch(route.useSearch());
  const { data, error, isPending, refetch } = useRunTypes(chosen);
  return (
    <Page title={text('waitlist.title')}>
      {error ? (
        <ProblemAlert error={error} onRetry={refetch} />
      ) : isPending || !data ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : data.length > 0 ? (
        <OfTypes types={data} />
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
function OfTypes({ types }: { readonly types: readonly EventType[] }) {
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
  const title = types.find((one) => one.id === id)?.title;
  return (
    <>
      {done.message}
      <Filters columns={4} onClear={isFiltered ? () => void navigate({ search: {} }) : undefined}>
        <FilterChoice
          label={text('waitlist.eventType')}
          values={types.map((one) => one.id)}
          value={id}
          nameOf={(one) => types.find((type) => type.id === one)?.title ?? ''}
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
      {id !== undefined && title !== undefined && (
        <TextLink to="/event-types/$id" params={{ id }} style={{ overflowWrap: 'anywhere' }}>
          {text('waitlist.toType', { title })}
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
