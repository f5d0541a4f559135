import type { PublicSession, Session, SessionOwner, SessionStatus } from '@lyceum/sdk';
import { Anchor, Group, Table, Text } from '@mantine/core';
import { LANGUAGE_NAMES } from '../../room/language-names.ts';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { StateBadge, type Tone } from '../shell/state-badge.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';

/** Of everything that is shown of rooms. */
export const ROOMS = ['rooms'] as const;

/** Outside of the dashboard. */
export const addressOf = (id: string) => `/rooms/${id}`;

const TONES: Readonly<Record<SessionStatus, Tone>> = {
  active: 'good',
  paused: 'waiting',
  completed: 'off',
  archived: 'off',
};

type Room = PublicSession | Session;

interface DoneProps {
  /** With what was done. */
  readonly onDone: (said: string) => void;
}

export function RoomsTable({ rooms, onDone }: DoneProps & { readonly rooms: readonly Room[] }) {
  const text = useText();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('rooms.room')}</Table.Th>
          <Table.Th scope="col">{text('bookings.status')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rooms.map((room) => (
          <Row key={room.id} room={room} onDone={onDone} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ room, onDone }: DoneProps & { readonly room: Room }) {
  const text = useText();
  const times = useTimes();
  const { id, title, description, language, owner, collaboratorCount, maxCollaborators, metadata } = room;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Anchor href={addressOf(id)}>{title}</Anchor>
        {description !== null && <Text size="sm">{description}</Text>}
        <Text size="sm" c="dimmed">
          {LANGUAGE_NAMES[language]} · {calledBy(owner)} ·{' '}
          {text('rooms.places', { count: collaboratorCount, most: maxCollaborators })} ·{' '}
          {times.moment(metadata.lastActivity)}
        </Text>
      </Table.Td>
      <Table.Td>
        {'status' in room ? (
          <>
            <Group gap="xs">
              <StateBadge tone={TONES[room.status]}>{text(`rooms.status.${room.status}`)}</StateBadge>
              {room.isLocked && <StateBadge tone="waiting">{text('rooms.locked')}</StateBadge>}
              {room.hasPasteLog && <StateBadge tone="waiting">{text('rooms.pastes')}</StateBadge>}
            </Group>
            {room.myRole === 'owner' || room.myRole === 'admin' ? <Steps room={room} onDone={onDone} /> : null}
          </>
        ) : (
          <Group gap="xs">
            <StateBadge tone="good">{text('rooms.status.active')}</StateBadge>
            {room.hasPasteLog && <StateBadge tone="waiting">{text('rooms.pastes')}</StateBadge>}
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

type Step = 'lock' | 'unlock' | 'pause' | 'complete' | 'archive' | 'reopen';

/** What whoever steers a room can do with it now. */
const calledBy = ({ name, username }: SessionOwner) => (username === null ? name : `${name} (@${username})`);

function stepsOf({ status, isLocked, myRole }: Session): readonly Step[] {
  const isOwner = myRole === 'owner';
  const archive: readonly Step[] = isOwner ? ['archive'] : [];
  switch (status) {
    case 'active':
      return [isLocked ? 'unlock' : 'lock', 'pause', 'complete', ...archive];
    case 'paused':
      return ['reopen', 'complete', ...archive];
    case 'completed':
      return ['reopen', ...archive];
    case 'archived':
      return isOwner ? ['reopen'] : [];
  }
}

function Steps({ room, onDone }: DoneProps & { readonly room: Session }) {
  const text = useText();
  const { id, title } = room;
  return (
    <Group gap="xs" mt="xs">
      {stepsOf(room).map((step) => (
        <DialogButton
          key={step}
          label={text(`rooms.step.${step}`)}
          about={title}
          title={title}
          submit={text(`rooms.step.${step}`)}
          action={() => lyceum.sessions[step](id)}
          changes={ROOMS}
          onDone={() => onDone(text('rooms.step.done', { title }))}
          says={text(`rooms.means.${step}`)}
        />
      ))}
    </Group>
  );
}
