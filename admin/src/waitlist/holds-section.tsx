import type { EventTypeHold } from '@lyceum/sdk';
import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { DownloadButton } from '../shell/download-button.tsx';
import { only } from '../shell/search-params.ts';
import { Section } from '../shell/section.tsx';
import { useDone } from '../shell/use-done.tsx';
import { WholeList } from '../shell/whole-list.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { LOOK_AGAIN_MS, WAITLISTS } from './waitlists.ts';

const MOST = 100;

/** Which times nobody else can book now, because somebody fills in a form. */
export function HoldsSection({ eventTypeId }: { readonly eventTypeId: string | undefined }) {
  const text = useText();
  const done = useDone();
  const asked = only('eventTypeId', eventTypeId);
  const query = useQuery({
    queryKey: [...WAITLISTS, 'holds', eventTypeId],
    queryFn: ({ signal }) => lyceum.eventTypeHolds.listAll({ ...asked, limit: MOST }, { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
  return (
    <Section title={text('holds.title')} hint={text('holds.hint')}>
      {done.message}
      <WholeList query={query} empty={text('holds.empty')} cut={text('holds.cut')}>
        {(holds) => (
          <>
            <DownloadButton name="holds" read={(options) => lyceum.eventTypeHolds.getCsv(asked, options)} />
            <HoldsTable holds={holds} onDone={() => done.say(text('holds.released'))} />
          </>
        )}
      </WholeList>
    </Section>
  );
}

interface TableProps {
  readonly holds: readonly EventTypeHold[];
  readonly onDone: () => void;
}

function HoldsTable({ holds, onDone }: TableProps) {
  const text = useText();
  const times = useTimes();
  return (
    <Table verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('holds.time')}</Table.Th>
          <Table.Th scope="col">{text('absences.change')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {holds.map(({ id, eventTypeId, eventTypeTitle, start, end, seats, expiresAt }) => (
          <Table.Tr key={id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {times.span({ start, end })}
              <Text size="sm">{eventTypeTitle}</Text>
              <Text size="sm" c="dimmed">
                {text('holds.until', { moment: times.moment(expiresAt), seats })}
              </Text>
            </Table.Td>
            <Table.Td>
              <DialogButton
                label={text('holds.release')}
                about={`${eventTypeTitle}, ${times.span({ start, end })}`}
                title={text('holds.release.title')}
                submit={text('holds.release.submit')}
                isFinal
                action={() => lyceum.eventTypeHolds.delete(eventTypeId, id)}
                changes={WAITLISTS}
                onDone={onDone}
                says={text('holds.release.text')}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
