import type { EventType, OrganizationDetails } from '@lyceum/sdk';
import { Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { TextLink } from '../shell/links.tsx';
import { Section } from '../shell/section.tsx';
import { StateBadge } from '../shell/state-badge.tsx';
import { useDone } from '../shell/use-done.tsx';
import { WholeList } from '../shell/whole-list.tsx';
import { useText } from '../texts/use-text.ts';
import { Checkbox } from '../shell/fields/checkbox.tsx';
import { FaultOf } from '../shell/fields/fault-of.tsx';

const MOST = 100;

interface Props {
  readonly id: string;
  readonly organization: OrganizationDetails;
}

/** Which members have it as an event type of their own, which follows this one. */
export function CopiesSection({ id, organization }: Props) {
  const text = useText();
  const done = useDone();
  const key = ['event-types', 'list', 'copies', id];
  const given = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => lyceum.eventTypes.list({ parentId: id, limit: MOST }, { signal }),
  });
  const without = organization.members.filter(
    ({ userId }) => userId !== null && given.data?.data.every(({ owner }) => owner.id !== userId),
  );
  return (
    <Section title={text('copies.title')} hint={text('copies.hint')}>
      {done.message}
      <WholeList query={given} empty={text('copies.empty')} cut={text('eventTypes.cut')}>
        {(copies) => <CopiesTable id={id} copies={copies} onDone={done.say} />}
      </WholeList>
      {without.length > 0 && (
        <Group>
          <DialogButton
            label={text('copies.give')}
            title={text('copies.give.title')}
            submit={text('copies.give.submit')}
            action={(given) => lyceum.eventTypes.createCopies(id, { userIds: given.getAll('member').map(String) })}
            changes={key}
            onDone={() => done.say(text('copies.given'))}
          >
            <Text>{text('copies.give.text')}</Text>
            <Stack gap="xs">
              {without.map(({ userId, name }) => (
                <Checkbox key={userId} name="member" value={userId ?? ''} label={name} />
              ))}
              <FaultOf name="userIds" />
            </Stack>
          </DialogButton>
        </Group>
      )}
    </Section>
  );
}

interface TableProps {
  readonly id: string;
  readonly copies: readonly EventType[];
  readonly onDone: (said: string) => void;
}

function CopiesTable({ id, copies, onDone }: TableProps) {
  const text = useText();
  return (
    <Table verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('fairness.host')}</Table.Th>
          <Table.Th scope="col">{text('bookings.status')}</Table.Th>
          <Table.Th scope="col">{text('absences.change')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {copies.map(({ id: copyId, owner, slug, isActive }) => (
          <Table.Tr key={copyId}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/event-types/$id" params={{ id: copyId }}>
                {owner.name}
              </TextLink>
              <Text size="sm" c="dimmed">
                {slug}
              </Text>
            </Table.Td>
            <Table.Td>
              <StateBadge tone={isActive ? 'good' : 'off'}>
                {text(isActive ? 'eventTypes.active' : 'eventTypes.inactive')}
              </StateBadge>
            </Table.Td>
            <Table.Td>
              <DialogButton
                label={text('calendars.remove')}
                about={owner.name}
                size="xs"
                title={text('copies.remove.title', { name: owner.name })}
                submit={text('copies.remove.submit')}
                isFinal
                action={() => lyceum.eventTypes.deleteCopy(id, owner.id)}
                changes={['event-types', 'list']}
                onDone={() => onDone(text('copies.removed', { name: owner.name }))}
              >
                <Text>{text('copies.remove.text')}</Text>
              </DialogButton>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
