import { Alert, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { type SyntheticEvent, useRef } from 'react';
import { lyceum } from '../lyceum.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import type { ScheduleDraft } from './schedule-draft.ts';
import { Section } from '../shell/section.tsx';
import { type ScheduleEdit, useScheduleChange } from './use-schedule-edit.ts';
import { WeeklyHours } from './weekly-hours.tsx';
import { ZoneField } from '../shell/zone-field.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Form } from '../shell/form.tsx';

const LONGEST_NAME = 100;

/** What a schedule is called, and its hours of every week. */
export function HoursForm({ edit, hint }: { readonly edit: ScheduleEdit; readonly hint: string }) {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const { base, draft, isChanged, isOutdated, change } = edit;
  const save = useScheduleChange(edit, ({ weekly, ...rest }: ScheduleDraft, options) =>
    lyceum.schedules.update(base.id, { ...rest, weekly: [...weekly] }, options),
  );
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(draft);
  };
  const decide = (decision: () => void) => {
    decision();
    save.reset();
    // The buttons are gone then.
    heading.current?.focus();
  };
  return (
    <Section title={text('schedules.hours')} hint={hint} headingRef={heading}>
      <Form error={save.error} onSubmit={send}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <TextInput
              name="name"
              label={text('schedules.name')}
              maxLength={LONGEST_NAME}
              value={draft.name}
              onChange={({ currentTarget: { value } }) => change({ name: value })}
              required
              withAsterisk={false}
            />
            <ZoneField
              label={text('schedules.zone')}
              value={draft.timeZone}
              onChange={(timeZone) => change({ timeZone })}
            />
          </SimpleGrid>
          <WeeklyHours weekly={draft.weekly} onChange={(weekly) => change({ weekly })} />
          <div role="status">
            {save.isSuccess && !isChanged && <Alert color="green">{text('schedules.saved')}</Alert>}
            {isOutdated && !save.isPending && (
              <Alert variant="default">
                <Stack gap="xs" align="flex-start">
                  <Text>{text('schedules.outdated')}</Text>
                  <Group gap="xs">
                    <Button variant="default" size="xs" onClick={() => decide(edit.load)}>
                      {text('schedules.outdated.load')}
                    </Button>
                    <Button variant="default" size="xs" onClick={() => decide(edit.keep)}>
                      {text('schedules.outdated.keep')}
                    </Button>
                  </Group>
                </Stack>
              </Alert>
            )}
          </div>
          {save.isError && <ProblemAlert error={save.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              {text('eventTypes.save')}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Section>
  );
}
