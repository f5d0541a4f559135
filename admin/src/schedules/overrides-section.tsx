import type { ScheduleOverride } from '@lyceum/sdk';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { type SyntheticEvent, useRef, useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { IntervalsField } from './intervals-field.tsx';
import { editable } from './schedule-draft.ts';
import { Section } from '../shell/section.tsx';
import { Undoable } from '../shell/undoable.tsx';
import { useClock } from './use-clock.ts';
import { type ScheduleEdit, useScheduleChange } from './use-schedule-edit.ts';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Form } from '../shell/form.tsx';

const NOTHING: ScheduleOverride = { date: '', intervals: [] };

/** Single days with other hours than their weekday, or none. */
export function OverridesSection({ edit, hint }: { readonly edit: ScheduleEdit; readonly hint: string }) {
  const text = useText();
  const times = useTimes();
  const { hours } = useClock();
  const heading = useRef<HTMLHeadingElement>(null);
  const dateField = useRef<HTMLInputElement>(null);
  const [given, setGiven] = useState(NOTHING);
  const { id, overrides } = edit.base;
  const set = useScheduleChange(edit, ({ date, intervals }: ScheduleOverride, options) =>
    lyceum.schedules.replaceOverride(id, date, { intervals }, options),
  );
  const remove = useScheduleChange(edit, ({ date }: ScheduleOverride, options) =>
    lyceum.schedules.deleteOverride(id, date, options),
  );
  const failed = [set, remove].find(({ isError }) => isError);
  const removed = remove.isSuccess ? remove.variables : undefined;
  const dayOf = (date: string) => times.days({ from: date, to: date });
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    remove.reset();
    set.mutate(given, { onSuccess: () => setGiven((now) => (now === given ? NOTHING : now)) });
  };
  const begin = ({ date, intervals }: ScheduleOverride) => {
    setGiven({ date, intervals: intervals.map(editable) });
    dateField.current?.focus();
  };
  const takeOut = (override: ScheduleOverride) => {
    set.reset();
    remove.mutate(override, { onSuccess: () => heading.current?.focus() });
  };
  const putBack = (override: ScheduleOverride) => {
    remove.reset();
    set.mutate(override, { onSuccess: () => heading.current?.focus() });
  };
  return (
    <Section title={text('schedules.overrides')} hint={hint} headingRef={heading}>
      {overrides.map((override) => (
        <Group key={override.date} justify="space-between" gap="xs">
          <div>
            <Text>{dayOf(override.date)}</Text>
            <Text size="sm">{override.intervals.map(hours).join(', ') || text('schedules.closed')}</Text>
          </div>
          <Group gap="xs">
            <Button
              variant="default"
              size="xs"
              aria-label={`${text('absences.change')} (${dayOf(override.date)})`}
              onClick={() => begin(override)}
            >
              {text('absences.change')}
            </Button>
            <Button
              variant="default"
              size="xs"
              disabled={remove.isPending}
              aria-label={`${text('absences.remove')} (${dayOf(override.date)})`}
              onClick={() => takeOut(override)}
            >
              {text('absences.remove')}
            </Button>
          </Group>
        </Group>
      ))}
      <Form error={failed?.error} onSubmit={send}>
        <Stack>
          <TextInput
            type="date"
            name="date"
            label={text('schedules.overrides.date')}
            maw={250}
            ref={dateField}
            value={given.date}
            onChange={({ currentTarget: { value } }) => setGiven({ ...given, date: value })}
            required
            withAsterisk={false}
          />
          <IntervalsField
            day={text('schedules.overrides.day')}
            intervals={given.intervals}
            onChange={(intervals) => setGiven({ ...given, intervals: [...intervals] })}
          />
          <div role="status">
            {set.isSuccess && <Alert color="green">{text('schedules.overrides.saved')}</Alert>}
            {removed && <Undoable said={text('schedules.overrides.removed')} onUndo={() => putBack(removed)} />}
          </div>
          {failed && <ProblemAlert error={failed.error} />}
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={set.isPending}>
              {text('schedules.overrides.save')}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Section>
  );
}
