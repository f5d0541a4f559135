import type { TimeSpan } from '@lyceum/sdk';
import { Button, Stack, Text } from '@mantine/core';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';

interface Props {
  readonly times: readonly TimeSpan[];
  readonly onChoose: (time: TimeSpan) => void;
}

/** What is offered in place of a time that is taken. */
export function Alternatives({ times, onChoose }: Props) {
  const text = useText();
  const { span } = useTimes();
  if (times.length === 0) return null;
  return (
    <Stack gap="xs" align="flex-start" role="group" aria-label={text('booking.move.alternatives')}>
      <Text size="sm">{text('booking.move.alternatives')}</Text>
      {times.map((time) => (
        <Button key={time.start} variant="default" size="xs" h="auto" py={6} onClick={() => onChoose(time)}>
          {span(time)}
        </Button>
      ))}
    </Stack>
  );
}
