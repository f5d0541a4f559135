import type { PublicSession } from '@lyceum/sdk';
import { Anchor, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { LANGUAGE_NAMES } from '../../../room/language-names.ts';
import { lyceum } from '../../lyceum.ts';
import {
  PUBLIC_ROOM_SORTS,
  type PublicRoomSearch,
  readPublicRoomSearch,
  ROOM_LANGUAGES,
} from '../../rooms/room-search.ts';
import { addressOf, ROOMS } from '../../rooms/rooms-table.tsx';
import { DialogButton } from '../../shell/dialog-button.tsx';
import { Textarea } from '../../shell/fields/textarea.tsx';
import { FilterChoice, Filters, SortChoice } from '../../shell/filters.tsx';
import { textIn } from '../../shell/form-values.ts';
import { TextLink } from '../../shell/links.tsx';
import { changed } from '../../shell/list-search.ts';
import { Listed } from '../../shell/listed.tsx';
import { Page } from '../../shell/page.tsx';
import { SearchField } from '../../shell/search-field.tsx';
import { only } from '../../shell/search-params.ts';
import { useDone } from '../../shell/use-done.tsx';
import { useText } from '../../texts/use-text.ts';
import { useFormats } from '../use-formats.ts';

const route = getRouteApi('/admin/rooms');
const LONGEST_REASON = 500;

/** Rooms that everybody finds, where an administrator takes down what nobody should. */
export function PublicRoomsPage() {
  const text = useText();
  const done = useDone();
  const search = readPublicRoomSearch(route.useSearch());
  const { q, language, sort, cursor } = search;
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: [...ROOMS, 'administration', search],
    queryFn: ({ signal }) => lyceum.sessions.listPublic(search, { signal }),
    placeholderData: keepPreviousData,
  });
  const isFiltered = q !== undefined || language !== undefined;
  const change = (name: keyof PublicRoomSearch, value: string) =>
    void navigate({ search: (present) => changed(readPublicRoomSearch(present), name, value) });
  return (
    <Page title={text('admin.rooms')}>
      {done.message}
      <Text>{text('admin.rooms.about')}</Text>
      <Filters columns={3} onClear={isFiltered ? () => void navigate({ search: only('sort', sort) }) : undefined}>
        <SearchField label={text('rooms.search')} value={q} onChange={(value) => change('q', value)} />
        <FilterChoice
          label={text('rooms.language')}
          values={ROOM_LANGUAGES}
          value={language}
          nameOf={(one) => LANGUAGE_NAMES[one]}
          onChange={(value) => change('language', value)}
        />
        <SortChoice
          values={PUBLIC_ROOM_SORTS}
          value={sort}
          nameOf={(one) => text(`rooms.sort.${one}`)}
          onChange={(value) => change('sort', value)}
        />
      </Filters>
      <Listed
        query={query}
        cursor={cursor}
        count="rooms.count"
        empty={text(isFiltered ? 'admin.rooms.noneMatch' : 'admin.rooms.empty')}
      >
        {(rooms) => <PublicRoomsTable rooms={rooms} onDone={done.say} />}
      </Listed>
    </Page>
  );
}

interface DoneProps {
  /** With what was done. */
  readonly onDone: (said: string) => void;
}

function PublicRoomsTable({ rooms, onDone }: DoneProps & { readonly rooms: readonly PublicSession[] }) {
  const text = useText();
  const formats = useFormats();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('rooms.room')}</Table.Th>
          <Table.Th scope="col">{text('members.role.owner')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rooms.map((room) => (
          <Table.Tr key={room.id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <Anchor href={addressOf(room.id)}>{room.title}</Anchor>
              {room.description !== null && <Text size="sm">{room.description}</Text>}
              <Text size="sm" c="dimmed">
                {LANGUAGE_NAMES[room.language]} · {formats.moment(room.metadata.lastActivity)}
              </Text>
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/admin/people/$id" params={{ id: room.owner.id }}>
                {room.owner.name}
              </TextLink>
              <div>
                <MakePrivate room={room} onDone={onDone} />
              </div>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function MakePrivate({ room: { id, title, owner }, onDone }: DoneProps & { readonly room: PublicSession }) {
  const text = useText();
  const named = { title, owner: owner.name };
  return (
    <DialogButton
      label={text('admin.rooms.remove')}
      about={title}
      title={text('admin.rooms.remove.title')}
      submit={text('admin.rooms.remove.submit')}
      action={(given) => lyceum.sessions.unpublish(id, { reason: textIn(given, 'reason') })}
      changes={ROOMS}
      onDone={() => onDone(text('admin.rooms.done', named))}
      says={text('admin.rooms.remove.text', named)}
    >
      <Textarea
        name="reason"
        label={text('admin.rooms.reason')}
        maxLength={LONGEST_REASON}
        required
        withAsterisk={false}
        autosize
        minRows={3}
        data-autofocus
      />
    </DialogButton>
  );
}
