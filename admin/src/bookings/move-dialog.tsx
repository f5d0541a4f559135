import { type Booking, SlotTaken, type TimeSpan } from '@lyceum/sdk';
import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { Alternatives } from './alternatives.tsx';
import { fromLocalTime, toLocalTime } from './local-time.ts';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Form } from '../shell/form.tsx';

interface Props {
  readonly booking: Booking;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onMove: (start: string) => void;
  /** What else is asked. */
  readonly children?: ReactNode;
}

/** Another time of the same length; a taken one is answered with free ones to take instead. */
export function MoveDialog({ booking, isOpen, isBusy, error, onClose, onMove, children }: Props) {
  const text = useText();
  const { zone } = useTimes();
  const [start, setStart] = useState(toLocalTime(booking.start));
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Untouched, it is the same instant, also in an hour that the clocks show twice.
    if (start !== '') onMove(start === toLocalTime(booking.start) ? booking.start : fromLocalTime(start));
  };
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={text('booking.move.title')}
      closeButtonProps={{ 'aria-label': text('app.close') }}
    >
      <Form error={error} onSubmit={send}>
        <Stack>
          {error != null && <ProblemAlert error={error} />}
          {error instanceof SlotTaken && (
            <Alternatives times={error.alternatives} onChoose={(time) => onMove(time.start)} />
          )}
          {error instanceof SlotTaken && error.conflicts && <Conflicts times={error.conflicts} />}
          {children}
          <TextInput
            type="datetime-local"
            name="start"
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
      </Form>
    </Modal>
  );
}

/** Which of the new times of a series are taken. */
function Conflicts({ times }: { readonly times: readonly TimeSpan[] }) {
  const text = useText();
  const { span } = useTimes();
  return (
    <div>
      <Text size="sm">{text('booking.series.conflicts')}</Text>
      <List size="sm">
        {times.map((time) => (
          <List.Item key={time.start}>{span(time)}</List.Item>
        ))}
      </List>
    </div>
  );
}
