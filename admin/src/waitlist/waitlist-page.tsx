import type { EventType } from '@lyceum/sdk';
import { Group, Loader, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { FilterChoice, Filters } from '../shell/filters.tsx';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { changed } from '../shell/list-search.ts';
import { Listed } from '../shell/listed.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { only } from '../shell/search-params.ts';
import { useDone } from '../shell/use-done.tsx';
import { useText } from '../texts/use-text.ts';
import { HoldsSection } from './holds-section.tsx';
import { useRunTypes } from './use-run-types.ts';
import { readWaitlistSearch, WAITLIST_STATUSES } from './waitlist-search.ts';
import { WaitlistTable } from './waitlist-table.tsx';
import { LOOK_AGAIN_MS, WAITLISTS } from './waitlists.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';

const route = getRouteApi('/waitlist');

/** Who waits for what whoever is signed in gives or manages. */
export function WaitlistPage() {
  const text = useText();
  const { type: chosen } = readWaitlistSearch(route.useSearch());
  const { data, error, isPending, refetch } = useRunTypes(chosen);
  const type = data?.find(({ id }) => id === chosen) ?? data?.[0];
  return (
    <Page title={text('waitlist.title')}>
      {error ? (
        <ProblemAlert error={error} onRetry={refetch} />
      ) : isPending || !data ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : type ? (
        <OfType types={data} type={type} />
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

interface Props {
  readonly types: readonly EventType[];
  readonly type: EventType;
}

function OfType({ types, type: { id, title } }: Props) {
  const text = useText();
  const done = useDone();
  const search = readWaitlistSearch(route.useSearch());
  const { status, cursor } = search;
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: [...WAITLISTS, id, { status, cursor }],
    queryFn: ({ signal }) =>
      lyceum.eventTypeWaitlist.list(id, { ...only('status', status), ...only('cursor', cursor) }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
  const change = (name: 'type' | 'status', value: string) =>
    void navigate({ search: (present) => changed(readWaitlistSearch(present), name, value) });
  return (
    <>
      {done.message}
      <Filters columns={4} onClear={status === undefined ? undefined : () => change('status', '')}>
        <NativeSelect
          label={text('waitlist.eventType')}
          value={id}
          onChange={({ currentTarget: { value } }) => change('type', value)}
          data={types.map((one) => ({ value: one.id, label: one.title }))}
        />
        <FilterChoice
          label={text('bookings.status')}
          values={WAITLIST_STATUSES}
          value={status}
          nameOf={(one) => text(`waitlist.status.${one}`)}
          onChange={(value) => change('status', value)}
        />
      </Filters>
      <TextLink to="/event-types/$id" params={{ id }} style={{ overflowWrap: 'anywhere' }}>
        {text('waitlist.toType', { title })}
      </TextLink>
      <Listed
        query={query}
        cursor={cursor}
        count="waitlist.count"
        empty={text(status === undefined ? 'waitlist.empty' : 'bookables.noneMatch')}
      >
        {(entries) => <WaitlistTable entries={entries} onDone={done.say} />}
      </Listed>
      <HoldsSection eventTypeId={id} key={id} />
    </>
  );
}
