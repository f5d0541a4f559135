import type { EventTypeWaitlistEntry } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { OfferButton } from './offer-button.tsx';
import { Standing } from './standing.tsx';
import { WAITLISTS } from './waitlists.ts';

interface DoneProps {
  /** With what was done. */
  readonly onDone: (said: string) => void;
}

export function WaitlistTable({
  entries,
  onDone,
}: DoneProps & { readonly entries: readonly EventTypeWaitlistEntry[] }) {
  const text = useText();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('waitlist.who')}</Table.Th>
          <Table.Th scope="col">{text('bookings.status')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} onDone={onDone} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface RowProps extends DoneProps {
  readonly entry: EventTypeWaitlistEntry;
}

function Row({ entry, onDone }: RowProps) {
  const text = useText();
  const times = useTimes();
  const { name, email, notes, eventTypeTitle, from, to, durationMinutes, seats, createdAt, status } = entry;
  const isOpen = status === 'waiting' || status === 'offered';
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {name}
        {email !== null && (
          <Text size="sm" c="dimmed">
            {email}
          </Text>
        )}
        <Text size="sm">{eventTypeTitle}</Text>
        <Text size="sm">{times.span({ start: from, end: to })}</Text>
        <Text size="sm">{text('waitlist.wish', { minutes: durationMinutes, seats })}</Text>
        {notes !== null && (
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {notes}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {text('waitlist.since', { moment: times.moment(createdAt) })}
        </Text>
      </Table.Td>
      <Table.Td>
        <Standing entry={entry} />
        {isOpen && (
          <Group gap="xs" mt="xs">
            {status === 'waiting' && <OfferButton entry={entry} onDone={onDone} />}
            <RemoveButton entry={entry} onDone={onDone} />
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function RemoveButton({ entry: { id, eventTypeId, name }, onDone }: RowProps) {
  const text = useText();
  return (
    <DialogButton
      label={text('members.remove')}
      about={name}
      title={text('waitlist.remove.title', { name })}
      submit={text('waitlist.remove.submit')}
      isFinal
      action={() => lyceum.eventTypeWaitlist.delete(eventTypeId, id)}
      changes={WAITLISTS}
      onDone={() => onDone(text('waitlist.removed', { name }))}
      says={text('waitlist.remove.text', { name })}
    />
  );
}
