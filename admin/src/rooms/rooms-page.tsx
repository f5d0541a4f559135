import type { SessionLanguage } from '@lyceum/sdk';
import { Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { LANGUAGE_NAMES } from '../../room/language-names.ts';
import { lyceum } from '../lyceum.ts';
import { useOrganizations } from '../organizations/use-organizations.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { Checkbox } from '../shell/fields/checkbox.tsx';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { FilterChoice, Filters, SortChoice } from '../shell/filters.tsx';
import { textIn } from '../shell/form-values.ts';
import { changed } from '../shell/list-search.ts';
import { Listed } from '../shell/listed.tsx';
import { Page } from '../shell/page.tsx';
import { SearchField } from '../shell/search-field.tsx';
import { useDone } from '../shell/use-done.tsx';
import { only } from '../shell/search-params.ts';
import { useText } from '../texts/use-text.ts';
import {
  PUBLIC,
  PUBLIC_ROOM_SORTS,
  readPublicRoomSearch,
  readRoomSearch,
  ROOM_LANGUAGES,
  ROOM_SORTS,
  ROOM_STATUSES,
  type RoomSearch,
} from './room-search.ts';
import { addressOf, ROOMS, RoomsTable } from './rooms-table.tsx';

const route = getRouteApi('/rooms');
const LONGEST_TITLE = 100;

/** The rooms in which whoever is signed in writes and runs code with others, and those that they may come into. */
export function RoomsPage() {
  const text = useText();
  const done = useDone();
  const search = readRoomSearch(route.useSearch());
  const { of, q, status, language, sort, cursor } = search;
  const navigate = route.useNavigate();
  const organizations = useOrganizations().data?.data ?? [];
  const isPublic = of === PUBLIC;
  const query = useQuery({
    queryKey: [...ROOMS, search],
    queryFn: ({ signal }) => listed(search, signal),
    placeholderData: keepPreviousData,
  });
  const isFiltered = [q, isPublic ? undefined : status, language].some((one) => one !== undefined);
  const change = (name: keyof RoomSearch, value: string) =>
    void navigate({ search: (present) => readRoomSearch({ ...changed(readRoomSearch(present), name, value) }) });
  const clear = () => void navigate({ search: { ...only('of', of), ...only('sort', sort) } });
  return (
    <Page title={text('rooms.title')}>
      {done.message}
      <Group>
        <NewRoomButton organizations={organizations} />
      </Group>
      <Filters columns={4} onClear={isFiltered ? clear : undefined}>
        <NativeSelect
          label={text('rooms.of')}
          value={of ?? ''}
          onChange={({ currentTarget: { value } }) => change('of', value)}
          data={[
            { value: '', label: text('rooms.of.mine') },
            { value: PUBLIC, label: text('rooms.of.public') },
            ...organizations.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <SearchField label={text('rooms.search')} value={q} onChange={(value) => change('q', value)} />
        <FilterChoice
          label={text('rooms.language')}
          values={ROOM_LANGUAGES}
          value={language}
          nameOf={(one) => LANGUAGE_NAMES[one]}
          onChange={(value) => change('language', value)}
        />
        {!isPublic && (
          <FilterChoice
            label={text('bookings.status')}
            values={ROOM_STATUSES}
            value={status}
            nameOf={(one) => text(`rooms.status.${one}`)}
            onChange={(value) => change('status', value)}
          />
        )}
        <SortChoice
          values={isPublic ? PUBLIC_ROOM_SORTS : ROOM_SORTS}
          value={sort}
          nameOf={(one) => text(`rooms.sort.${one}`)}
          onChange={(value) => change('sort', value)}
        />
      </Filters>
      <Listed
        query={query}
        cursor={cursor}
        count="rooms.count"
        empty={text(isFiltered ? 'bookables.noneMatch' : isPublic ? 'rooms.none.public' : 'rooms.none')}
      >
        {(rooms) => <RoomsTable rooms={rooms} onDone={done.say} />}
      </Listed>
    </Page>
  );
}

async function listed({ of, status, ...shared }: RoomSearch, signal: AbortSignal) {
  if (of === PUBLIC) return lyceum.sessions.listPublic(readPublicRoomSearch({ ...shared }), { signal });
  return lyceum.sessions.list(
    { ...shared, ...(status && { status }), ...(of !== undefined && { organizationId: of }) },
    { signal },
  );
}

interface NewProps {
  readonly organizations: readonly { readonly id: string; readonly name: string }[];
}

function NewRoomButton({ organizations }: NewProps) {
  const text = useText();
  return (
    <DialogButton
      label={text('rooms.new')}
      variant="filled"
      title={text('rooms.new.title')}
      submit={text('rooms.new.submit')}
      action={(given) => {
        const organizationId = textIn(given, 'organizationId');
        return lyceum.sessions.create({
          title: textIn(given, 'title'),
          language: textIn(given, 'language') as SessionLanguage,
          isPublic: given.has('isPublic'),
          hasPasteLog: given.has('hasPasteLog'),
          ...(organizationId !== '' && { organizationId }),
        });
      }}
      changes={ROOMS}
      onDone={({ id }) => location.assign(addressOf(id))}
    >
      <TextInput
        name="title"
        label={text('rooms.name')}
        maxLength={LONGEST_TITLE}
        required
        withAsterisk={false}
        data-autofocus
      />
      <NativeSelect
        name="language"
        label={text('rooms.language')}
        data={ROOM_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      {organizations.length > 0 && (
        <NativeSelect
          name="organizationId"
          label={text('rooms.organization')}
          data={[
            { value: '', label: text('rooms.organization.none') },
            ...organizations.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <Checkbox name="isPublic" label={text('rooms.isPublic')} />
      <Checkbox name="hasPasteLog" label={text('rooms.hasPasteLog')} />
    </DialogButton>
  );
}
