import type { AbsenceReason, NewOutOfOffice } from '@lyceum/sdk';
import { Group, Paper, SimpleGrid, Stack } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Form } from '../shell/form.tsx';
import { LONGEST_NOTE, REASONS } from './absence-fields.ts';

const NOTHING = { from: '', to: '', reason: 'vacation', note: '' } as const satisfies Given;

interface Given {
  readonly from: string;
  readonly to: string;
  readonly reason: AbsenceReason;
  readonly note: string;
}

interface Props {
  readonly isBusy: boolean;
  readonly error: unknown;
  /** @returns whether it is so now */
  readonly onAdd: (absence: NewOutOfOffice) => Promise<boolean>;
}

/** Whole days on which nobody can book whoever is signed in. */
export function AbsenceForm({ isBusy, error, onAdd }: Props) {
  const text = useText();
  const [given, setGiven] = useState<Given>(NOTHING);
  const { from, to, reason, note } = given;
  const send = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const isAdded = await onAdd({ from, to, reason, ...(note.trim() === '' ? {} : { note: note.trim() }) });
    if (isAdded) setGiven(NOTHING);
  };
  return (
    <Paper withBorder p="md" component={Form} error={error} onSubmit={(event) => void send(event)}>
      <Stack>
        {error != null && <ProblemAlert error={error} />}
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
          <TextInput
            type="date"
            name="from"
            label={text('absences.from')}
            value={from}
            // Most are away for one day, or begin to say so there.
            onChange={({ currentTarget: { value } }) =>
              setGiven({ ...given, from: value, to: to < value ? value : to })
            }
            required
            withAsterisk={false}
          />
          <TextInput
            type="date"
            name="to"
            label={text('absences.to')}
            min={from}
            value={to}
            onChange={({ currentTarget: { value } }) => setGiven({ ...given, to: value })}
            required
            withAsterisk={false}
          />
          <NativeSelect
            name="reason"
            label={text('absences.reason')}
            value={reason}
            onChange={({ currentTarget: { value } }) =>
              setGiven({ ...given, reason: REASONS.find((one) => one === value) ?? 'other' })
            }
            data={REASONS.map((value) => ({ value, label: text(`absences.reason.${value}`) }))}
          />
          <TextInput
            name="note"
            label={text('absences.note')}
            maxLength={LONGEST_NOTE}
            value={note}
            onChange={({ currentTarget: { value } }) => setGiven({ ...given, note: value })}
          />
        </SimpleGrid>
        <Group justify="flex-end">
          <SteadyButton type="submit" isOff={isBusy}>
            {text('absences.add')}
          </SteadyButton>
        </Group>
      </Stack>
    </Paper>
  );
}
