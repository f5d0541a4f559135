import type { WaitlistEntry } from '@lyceum/sdk';
import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { Section } from '../shell/section.tsx';
import { useDone } from '../shell/use-done.tsx';
import { WholeList } from '../shell/whole-list.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { Standing } from './standing.tsx';
import { LOOK_AGAIN_MS, WAITLISTS } from './waitlists.ts';

const MOST = 20;

/** What whoever is signed in waits for themselves; nothing for those who never waited. */
export function OwnPlaces() {
  const text = useText();
  const done = useDone();
  const query = useQuery({
    queryKey: [...WAITLISTS, 'own'],
    queryFn: ({ signal }) => lyceum.waitlist.list({ limit: MOST }, { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
  if (query.data?.data.length === 0) return null;
  return (
    <Section title={text('waitlist.own')} hint={text('waitlist.own.hint')}>
      {done.message}
      <WholeList query={query} empty="" cut={text('holds.cut')}>
        {(entries) => entries.map((entry) => <OwnPlace key={entry.id} entry={entry} onLeft={done.say} />)}
      </WholeList>
    </Section>
  );
}

interface Props {
  readonly entry: WaitlistEntry;
  /** With what was done. */
  readonly onLeft: (said: string) => void;
}

function OwnPlace({ entry, onLeft }: Props) {
  const text = useText();
  const times = useTimes();
  const navigate = useNavigate();
  const { id, eventTypeTitle, from, to, durationMinutes: minutes, seats, status, offer } = entry;
  const about = `${eventTypeTitle}, ${times.span({ start: from, end: to })}`;
  return (
    <Stack gap={4} role="group" aria-label={about} style={{ overflowWrap: 'anywhere' }}>
      <Text fw={600}>{eventTypeTitle}</Text>
      <Text size="sm">{times.span({ start: from, end: to })}</Text>
      <Text size="sm">{text('waitlist.wish', { minutes, seats })}</Text>
      <div>
        <Standing entry={entry} />
      </div>
      <Group gap="xs">
        {status === 'offered' && offer && (
          <DialogButton
            label={text('waitlist.own.accept')}
            about={about}
            title={text('waitlist.own.accept.title')}
            submit={text('waitlist.own.accept.submit')}
            action={() => lyceum.waitlist.accept(id)}
            changes={WAITLISTS}
            onDone={(booking) => void navigate({ to: '/bookings/$id', params: { id: booking.id } })}
            says={times.span(offer)}
          />
        )}
        {(status === 'waiting' || status === 'offered') && (
          <DialogButton
            label={text('waitlist.own.leave')}
            about={about}
            title={text('waitlist.own.leave.title')}
            submit={text('waitlist.own.leave.submit')}
            isFinal
            action={() => lyceum.waitlist.delete(id)}
            changes={WAITLISTS}
            onDone={() => onLeft(text('waitlist.own.left'))}
            says={text('waitlist.own.leave.text')}
          />
        )}
      </Group>
    </Stack>
  );
}
