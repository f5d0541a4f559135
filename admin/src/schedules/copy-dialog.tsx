import { Button, Group, Modal, Stack } from '@mantine/core';
import type { SyntheticEvent } from 'react';
import { useText } from '../texts/use-text.ts';
import type { Weekday } from './schedule-draft.ts';
import { useClock } from './use-clock.ts';
import { Checkbox } from '../shell/fields/checkbox.tsx';

const WORKING_DAYS: readonly Weekday[] = [1, 2, 3, 4, 5];

interface Props {
  /** Whose hours are copied; null while none are. */
  readonly day: Weekday | null;
  readonly onClose: () => void;
  readonly onCopy: (from: Weekday, to: readonly Weekday[]) => void;
}

/** To which other days the hours of one go. */
export function CopyDialog({ day, onClose, onCopy }: Props) {
  const text = useText();
  const { week, dayName } = useClock();
  const others = week.filter((one) => one !== day);
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    if (day !== null)
      onCopy(
        day,
        others.filter((one) => given.has(String(one))),
      );
  };
  return (
    <Modal
      opened={day !== null}
      onClose={onClose}
      title={text('schedules.copy.title', { day: day === null ? '' : dayName(day) })}
      closeButtonProps={{ 'aria-label': text('app.close') }}
    >
      <form onSubmit={send}>
        <Stack>
          {others.map((one, index) => (
            <Checkbox
              key={one}
              name={String(one)}
              label={dayName(one)}
              defaultChecked={WORKING_DAYS.includes(one)}
              data-autofocus={index === 0 || undefined}
            />
          ))}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {text('booking.keep')}
            </Button>
            <Button type="submit">{text('schedules.copy.submit')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
