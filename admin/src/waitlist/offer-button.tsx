import type { EventTypeWaitlistEntry } from '@lyceum/sdk';
import { Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { textIn } from '../shell/form-values.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { WAITLISTS } from './waitlists.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';

const DAY_MS = 86_400_000;
const DAYS = 31;
const SHOWN = 100;

interface Props {
  readonly entry: EventTypeWaitlistEntry;
  readonly onDone: (said: string) => void;
}

/** Gives somebody a free time before those in front of them. */
export function OfferButton({ entry, onDone }: Props) {
  const text = useText();
  const { id, eventTypeId, name } = entry;
  return (
    <DialogButton
      label={text('waitlist.offer')}
      about={name}
      title={text('waitlist.offer.title', { name })}
      submit={text('waitlist.offer.submit')}
      action={(given) => lyceum.eventTypeWaitlist.offer(eventTypeId, id, { start: textIn(given, 'start') })}
      changes={WAITLISTS}
      onDone={() => onDone(text('waitlist.offered', { name }))}
      says={text('waitlist.offer.text', { name })}
    >
      <FreeTimes entry={entry} />
    </DialogButton>
  );
}

/** What is free from the first day on that the person has waited for. */
function FreeTimes({ entry: { eventTypeId, durationMinutes, seats, from } }: Pick<Props, 'entry'>) {
  const text = useText();
  const { span } = useTimes();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...WAITLISTS, eventTypeId, 'free', { durationMinutes, from }],
    queryFn: ({ signal }) => {
      const first = Math.max(Date.now(), Date.parse(from));
      const [start, end] = [first, first + DAYS * DAY_MS].map((time) => new Date(time).toISOString()) as [
        string,
        string,
      ];
      return lyceum.slots.list({ eventTypeId, durationMinutes, from: start, to: end }, { signal });
    },
  });
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  const free = data.data.filter(({ seatsLeft = seats }) => seatsLeft >= seats);
  if (free.length === 0) return <Text>{text('waitlist.offer.none', { days: DAYS })}</Text>;
  return (
    <NativeSelect
      name="start"
      label={text('waitlist.offer.time')}
      data={free.slice(0, SHOWN).map((slot) => ({ value: slot.start, label: span(slot) }))}
    />
  );
}
