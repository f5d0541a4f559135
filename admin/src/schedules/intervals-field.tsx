import type { DayInterval } from '@lyceum/sdk';
import { Button, CloseButton, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useText } from '../texts/use-text.ts';
import { nextInterval } from './schedule-draft.ts';
import { TextInput } from '../shell/fields/text-input.tsx';

interface Props {
  /** Of which day, for those who hear the fields. */
  readonly day: string;
  readonly intervals: readonly DayInterval[];
  readonly onChange: (intervals: readonly DayInterval[]) => void;
  /** What else may be done with them. */
  readonly children?: ReactNode;
}

/** The hours of one day, to add, change and remove; none is closed. */
export function IntervalsField({ day, intervals, onChange, children }: Props) {
  const text = useText();
  const rows = useRef<HTMLDivElement>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const add = () => {
    flushSync(() => onChange([...intervals, nextInterval(intervals)]));
    rows.current?.lastElementChild?.querySelector('input')?.focus();
  };
  const remove = (index: number) => {
    onChange(intervals.toSpliced(index, 1));
    // The button that had the focus is gone.
    adder.current?.focus();
  };
  const field = (index: number, side: 'start' | 'end') => (
    <TextInput
      type="time"
      aria-label={text(`schedules.interval.${side}`, { day, number: index + 1 })}
      value={intervals[index]?.[side] ?? ''}
      onChange={({ currentTarget: { value } }) =>
        onChange(intervals.map((interval, at) => (at === index ? { ...interval, [side]: value } : interval)))
      }
      required
      // Two of them are as wide as a telephone, with what some languages write beside.
      style={{ flex: '1 1 0', minWidth: 0 }}
      styles={{ input: { paddingInline: 6 } }}
    />
  );
  return (
    <Group align="flex-start" gap="sm" style={{ flexGrow: 1 }}>
      <Stack gap="xs" w={{ base: '100%', xs: 300 }} ref={rows}>
        {intervals.map((_interval, index) => (
          // One interval is told from another by its place alone.
          <Group key={index} gap={4} wrap="nowrap">
            {field(index, 'start')}
            <span aria-hidden="true">–</span>
            {field(index, 'end')}
            <CloseButton
              aria-label={text('schedules.interval.remove', { day, number: index + 1 })}
              onClick={() => remove(index)}
            />
          </Group>
        ))}
        {intervals.length === 0 && <Text c="dimmed">{text('schedules.closed')}</Text>}
      </Stack>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          ref={adder}
          aria-label={`${text('schedules.interval.add')} (${day})`}
          onClick={add}
        >
          {text('schedules.interval.add')}
        </Button>
        {children}
      </Group>
    </Group>
  );
}
