import type { WeeklyInterval } from '@lyceum/sdk';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../texts/use-text.ts';
import { CopyDialog } from './copy-dialog.tsx';
import { IntervalsField } from './intervals-field.tsx';
import { intervalsOn, type Weekday, withIntervals } from './schedule-draft.ts';
import { useClock } from './use-clock.ts';

interface Props {
  readonly weekly: readonly WeeklyInterval[];
  readonly onChange: (weekly: readonly WeeklyInterval[]) => void;
}

/** The hours of each weekday. */
export function WeeklyHours({ weekly, onChange }: Props) {
  const text = useText();
  const { week, dayName } = useClock();
  const [copied, setCopied] = useState<Weekday | null>(null);
  return (
    <Stack gap="md">
      {week.map((day) => (
        <Group key={day} role="group" aria-label={dayName(day)} align="flex-start" gap="sm">
          <Text w={110} fw={600} tt="capitalize">
            {dayName(day)}
          </Text>
          <IntervalsField
            day={dayName(day)}
            intervals={intervalsOn(weekly, day)}
            onChange={(intervals) => onChange(withIntervals(weekly, [day], intervals))}
          >
            <Button
              variant="default"
              size="xs"
              aria-label={`${text('schedules.copy')} (${dayName(day)})`}
              onClick={() => setCopied(day)}
            >
              {text('schedules.copy')}
            </Button>
          </IntervalsField>
        </Group>
      ))}
      <CopyDialog
        day={copied}
        onClose={() => setCopied(null)}
        onCopy={(from, days) => {
          onChange(withIntervals(weekly, days, intervalsOn(weekly, from)));
          setCopied(null);
        }}
      />
    </Stack>
  );
}
