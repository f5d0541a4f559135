import { type Booking, SlotTaken, type TimeSpan } from '@lyceum/sdk';
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { fromLocalTime, toLocalTime } from './local-time.ts';

interface Props {
  readonly booking: Booking;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onMove: (start: string) => void;
}

/** Another time of the same length; a taken one is answered with free ones to take instead. */
export function MoveDialog({ booking, isOpen, isBusy, error, onClose, onMove }: Props) {
  const text = useText();
  const { zone } = useTimes();
  const [start, setStart] = useState(toLocalTime(booking.start));
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (start !== '') onMove(fromLocalTime(start));
  };
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={text('booking.move.title')}
      closeButtonProps={{ 'aria-label': text('app.close') }}
    >
      <form onSubmit={send}>
        <Stack>
          {error != null && <ProblemAlert error={error} />}
          {error instanceof SlotTaken && <Alternatives times={error.alternatives} onChoose={onMove} />}
          <TextInput
            type="datetime-local"
            label={text('booking.move.start', { zone })}
            value={start}
            onChange={({ currentTarget: { value } }) => setStart(value)}
            required
            withAsterisk={false}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {text('booking.keep')}
            </Button>
            <Button type="submit" loading={isBusy}>
              {text('booking.move.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface AlternativesProps {
  readonly times: readonly TimeSpan[];
  readonly onChoose: (start: string) => void;
}

function Alternatives({ times, onChoose }: AlternativesProps) {
  const text = useText();
  const { span } = useTimes();
  if (times.length === 0) return null;
  return (
    <Stack gap="xs" align="flex-start" role="group" aria-label={text('booking.move.alternatives')}>
      <Text size="sm">{text('booking.move.alternatives')}</Text>
      {times.map((time) => (
        <Button key={time.start} variant="default" size="xs" h="auto" py={6} onClick={() => onChoose(time.start)}>
          {span(time)}
        </Button>
      ))}
    </Stack>
  );
}
