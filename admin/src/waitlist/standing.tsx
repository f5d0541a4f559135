import type { WaitlistEntry, WaitlistStatus } from '@lyceum/sdk';
import { Text } from '@mantine/core';
import { TextLink } from '../shell/links.tsx';
import { StateBadge, type Tone } from '../shell/state-badge.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';

const TONES: Readonly<Record<WaitlistStatus, Tone>> = {
  waiting: 'waiting',
  offered: 'good',
  accepted: 'good',
  expired: 'off',
  left: 'off',
  removed: 'off',
  passed_over: 'bad',
};

interface Props {
  readonly entry: Pick<WaitlistEntry, 'status' | 'offer' | 'obstacle' | 'bookingId'>;
}

/** What became of it: what is offered until when, what was booked, or why nothing can be. */
export function Standing({ entry }: Props) {
  const text = useText();
  return (
    <>
      <StateBadge tone={TONES[entry.status]}>{text(`waitlist.status.${entry.status}`)}</StateBadge>
      <More entry={entry} />
    </>
  );
}

function More({ entry: { status, offer, obstacle, bookingId } }: Props) {
  const text = useText();
  const times = useTimes();
  if (status === 'accepted' && bookingId !== null)
    return (
      <TextLink to="/bookings/$id" params={{ id: bookingId }} size="sm" display="block">
        {text('waitlist.booking')}
      </TextLink>
    );
  if (obstacle !== null) return <Text size="sm">{text(`waitlist.obstacle.${obstacle}`)}</Text>;
  if (status !== 'offered' || !offer) return null;
  return (
    <Text size="sm">
      {times.span(offer)}
      <br />
      {text('waitlist.keptUntil', { moment: times.moment(offer.expiresAt) })}
    </Text>
  );
}
