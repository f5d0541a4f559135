import type { EventType, OrganizationDetails } from '@lyceum/sdk';
import { Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { membersBy } from '../members/member-choices.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { TextLink } from '../shell/links.tsx';
import { Section } from '../shell/section.tsx';
import { StateBadge } from '../shell/state-badge.tsx';
import { useDone } from '../shell/use-done.tsx';
import { WholeList } from '../shell/whole-list.tsx';
import { useText } from '../texts/use-text.ts';
import { Checkbox } from '../shell/fields/checkbox.tsx';
import { FaultOf } from '../shell/fields/fault-of.tsx';
import { SearchSelect } from '../shell/fields/search-select.tsx';
import type { Choice } from '../shell/fields/told-apart.ts';

const MOST = 100;
/** Of whom all are shown; others are looked for. */
const FEW = 20;

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
  const owners = new Set(given.data?.data.map(({ owner }) => owner.id));
  return (
    <Section title={text('copies.title')} hint={text('copies.hint')}>
      {done.message}
      <WholeList query={given} empty={text('copies.empty')} cut={text('eventTypes.cut')}>
        {(copies) => <CopiesTable id={id} copies={copies} onDone={done.say} />}
      </WholeList>
      {given.data && owners.size < organization.memberCount && (
        <Group>
          <DialogButton
            label={text('copies.give')}
            title={text('copies.give.title')}
            submit={text('copies.give.submit')}
            action={(given) => lyceum.eventTypes.createCopies(id, { userIds: given.getAll('member').map(String) })}
            changes={key}
            onDone={() => done.say(text('copies.given'))}
            says={text('copies.give.text')}
          >
            <MembersField organization={organization} owners={owners} />
          </DialogButton>
        </Group>
      )}
    </Section>
  );
}

interface MembersProps {
  readonly organization: OrganizationDetails;
  /** Who has a copy already. */
  readonly owners: ReadonlySet<string>;
}

/** All members of a small organization, and of another those who are looked for. */
function MembersField({ organization: { id, members, memberCount }, owners }: MembersProps) {
  const text = useText();
  const [added, setAdded] = useState<readonly Choice[]>([]);
  const isFew = memberCount <= FEW;
  const few = members.flatMap(({ userId, name }) =>
    isFew && userId !== null && !owners.has(userId) ? [{ value: userId, label: name ?? '' }] : [],
  );
  return (
    <Stack gap="xs">
      {[...few, ...added].map(({ value, label }) => (
        <Checkbox key={value} name="member" value={value} label={label} defaultChecked={!isFew} />
      ))}
      {!isFew && (
        <SearchSelect
          label={text('hosts.add')}
          choices={{
            key: ['members', 'choices', id, 'copies', owners.size],
            find: (typed, signal) =>
              membersBy(id, typed, ({ userId }) => userId !== null && !owners.has(userId), signal),
          }}
          isEmptied
          onChange={(value, choice) => {
            if (added.every((one) => one.value !== value))
              setAdded([...added, { value, label: choice?.label ?? value }]);
          }}
        />
      )}
      <FaultOf name="userIds" />
    </Stack>
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
                title={text('copies.remove.title', { name: owner.name })}
                submit={text('copies.remove.submit')}
                isFinal
                action={() => lyceum.eventTypes.deleteCopy(id, owner.id)}
                changes={['event-types', 'list']}
                onDone={() => onDone(text('copies.removed', { name: owner.name }))}
                says={text('copies.remove.text')}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
