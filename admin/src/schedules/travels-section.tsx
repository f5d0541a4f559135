import type { Travel } from '@lyceum/sdk';
import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { type SyntheticEvent, useRef, useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { Section } from '../shell/section.tsx';
import { Undoable } from '../shell/undoable.tsx';
import { type ScheduleEdit, useScheduleChange } from './use-schedule-edit.ts';
import { ZoneField } from '../shell/zone-field.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Form } from '../shell/form.tsx';

/** Days on which the hours are those of a clock elsewhere. */
export function TravelsSection({ edit }: { readonly edit: ScheduleEdit }) {
  const text = useText();
  const times = useTimes();
  const heading = useRef<HTMLHeadingElement>(null);
  const { id, timeZone, travels } = edit.base;
  const [given, setGiven] = useState<Travel>({ from: '', to: '', timeZone });
  const [removed, setRemoved] = useState<Travel | null>(null);
  const replace = useScheduleChange(edit, (all: Travel[], options) =>
    lyceum.schedules.replaceTravels(id, { travels: all }, options),
  );
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setRemoved(null);
    const onSuccess = () => setGiven((now) => (now === given ? { ...given, from: '', to: '' } : now));
    replace.mutate([...travels, given], { onSuccess });
  };
  const attend = () => heading.current?.focus();
  const takeOut = (travel: Travel) =>
    replace.mutate(
      travels.filter((one) => one !== travel),
      {
        onSuccess: () => {
          setRemoved(travel);
          attend();
        },
      },
    );
  const putBack = (travel: Travel) => {
    setRemoved(null);
    replace.mutate([...travels, travel], { onSuccess: attend });
  };
  return (
    <Section title={text('schedules.travels')} hint={text('schedules.travels.hint')} headingRef={heading}>
      {travels.map((travel) => (
        <Group key={travel.from} justify="space-between" gap="xs">
          <div>
            <Text>{times.days(travel)}</Text>
            <Text size="sm">{travel.timeZone}</Text>
          </div>
          <Button
            variant="default"
            size="xs"
            disabled={replace.isPending}
            aria-label={`${text('absences.remove')} (${times.days(travel)})`}
            onClick={() => takeOut(travel)}
          >
            {text('absences.remove')}
          </Button>
        </Group>
      ))}
      <Form error={replace.error} onSubmit={send}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
            <TextInput
              type="date"
              label={text('absences.from')}
              value={given.from}
              onChange={({ currentTarget: { value } }) =>
                setGiven({ ...given, from: value, to: given.to < value ? value : given.to })
              }
              required
              withAsterisk={false}
            />
            <TextInput
              type="date"
              label={text('absences.to')}
              min={given.from}
              value={given.to}
              onChange={({ currentTarget: { value } }) => setGiven({ ...given, to: value })}
              required
              withAsterisk={false}
            />
            <ZoneField
              label={text('schedules.zone')}
              value={given.timeZone}
              onChange={(zone) => setGiven({ ...given, timeZone: zone })}
            />
          </SimpleGrid>
          <div role="status">
            {replace.isSuccess && (
              <Undoable said={text('schedules.travels.saved')} onUndo={removed ? () => putBack(removed) : undefined} />
            )}
          </div>
          {replace.isError && <ProblemAlert error={replace.error} />}
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={replace.isPending}>
              {text('absences.add')}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Section>
  );
}
