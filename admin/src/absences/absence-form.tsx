import type { AbsenceReason, NewOutOfOffice } from '@lyceum/sdk';
import { Group, Paper, SimpleGrid, Stack } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { fromLocalTime } from '../bookings/local-time.ts';
import { Checkbox } from '../shell/fields/checkbox.tsx';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Form } from '../shell/form.tsx';
import { textOrNull } from '../shell/form-values.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { STAND_IN } from './absence-change.ts';
import { type AbsenceKind, LONGEST_NOTE, REASONS } from './absence-fields.ts';
import { StandInField } from './stand-in.tsx';

interface Given {
  readonly isInHours: boolean;
  readonly from: string;
  readonly to: string;
  readonly start: string;
  readonly end: string;
  readonly reason: AbsenceReason;
  readonly note: string;
}

interface Props {
  readonly kind: AbsenceKind;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** @returns whether it is so now */
  readonly onAdd: (absence: NewOutOfOffice) => Promise<boolean>;
}

/** Days or hours in which nobody can book a person, or a room or a device. */
export function AbsenceForm({ kind, isBusy, error, onAdd }: Props) {
  const text = useText();
  const times = useTimes();
  const reasons = REASONS[kind];
  const [reason = 'other'] = reasons;
  const nothing: Given = { isInHours: false, from: '', to: '', start: '', end: '', reason, note: '' };
  const [given, setGiven] = useState(nothing);
  const [round, setRound] = useState(0);
  const change = (part: Partial<Given>) => setGiven((now) => ({ ...now, ...part }));
  const send = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const standInId = textOrNull(new FormData(event.currentTarget), STAND_IN);
    const { isInHours, from, to, start, end, note, ...rest } = given;
    const isAdded = await onAdd({
      ...rest,
      ...(isInHours ? { start: fromLocalTime(start), end: fromLocalTime(end) } : { from, to }),
      ...(note.trim() !== '' && { note: note.trim() }),
      ...(standInId !== null && { standInId }),
    });
    if (!isAdded) return;
    // What was typed meanwhile stays.
    setGiven((now) => (now === given ? nothing : now));
    setRound((now) => now + 1);
  };
  return (
    <Paper withBorder p="md" component={Form} error={error} onSubmit={(event) => void send(event)}>
      <Stack>
        {error != null && <ProblemAlert error={error} />}
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
          {given.isInHours ? (
            <Ends
              type="datetime-local"
              names={['start', 'end']}
              values={[given.start, given.end]}
              onChange={(start, end) => change({ start, end })}
            />
          ) : (
            <Ends
              type="date"
              names={['from', 'to']}
              values={[given.from, given.to]}
              onChange={(from, to) => change({ from, to })}
            />
          )}
          <NativeSelect
            name="reason"
            label={text('absences.reason')}
            value={given.reason}
            onChange={({ currentTarget: { value } }) =>
              change({ reason: reasons.find((one) => one === value) ?? 'other' })
            }
            data={reasons.map((value) => ({ value, label: text(`absences.reason.${value}`) }))}
          />
          <TextInput
            name="note"
            label={text('absences.note')}
            maxLength={LONGEST_NOTE}
            value={given.note}
            onChange={({ currentTarget: { value } }) => change({ note: value })}
          />
        </SimpleGrid>
        <Checkbox
          label={text('absences.inHours', { zone: times.zone })}
          checked={given.isInHours}
          onChange={({ currentTarget: { checked } }) => change({ isInHours: checked })}
        />
        {kind === 'person' && <StandInField key={round} />}
        <Group justify="flex-end">
          <SteadyButton type="submit" isOff={isBusy}>
            {text('absences.add')}
          </SteadyButton>
        </Group>
      </Stack>
    </Paper>
  );
}

interface EndsProps {
  readonly type: 'date' | 'datetime-local';
  readonly names: readonly ['from', 'to'] | readonly ['start', 'end'];
  readonly values: readonly [first: string, last: string];
  readonly onChange: (first: string, last: string) => void;
}

function Ends({ type, names, values: [first, last], onChange }: EndsProps) {
  const text = useText();
  return (
    <>
      <TextInput
        type={type}
        name={names[0]}
        label={text(`absences.${names[0]}`)}
        value={first}
        // Most are away for one day, or begin to say so there.
        onChange={({ currentTarget: { value } }) => onChange(value, last < value ? value : last)}
        required
        withAsterisk={false}
      />
      <TextInput
        type={type}
        name={names[1]}
        label={text(`absences.${names[1]}`)}
        min={first}
        value={last}
        onChange={({ currentTarget: { value } }) => onChange(first, value)}
        required
        withAsterisk={false}
      />
    </>
  );
}
