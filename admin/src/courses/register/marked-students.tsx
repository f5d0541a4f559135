import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { SteadyButton } from '../../shell/steady-button.tsx';
import { useText } from '../../texts/use-text.ts';
import { ATTENDANCES, type Attendant, everybodyPresent, type Marks, recordsOf } from './marks.ts';

interface Props {
  readonly attendants: readonly Attendant[];
  readonly marks: Marks;
  /** What is said when there is nobody. */
  readonly empty: string;
  readonly submit: string;
  readonly isBusy: boolean;
  readonly onMark: (marks: Marks) => void;
}

/** Each student with one tap, and all others present with one more. */
export function MarkedStudents({ attendants, marks, empty, submit, isBusy, onMark }: Props) {
  const text = useText();
  const marked = recordsOf(attendants, marks).length;
  if (attendants.length === 0) return <Text role="status">{empty}</Text>;
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" role="status">
          {text('register.marked', { count: marked, all: attendants.length })}
        </Text>
        <Button variant="default" onClick={() => onMark(everybodyPresent(attendants, marks))}>
          {text(marked === 0 ? 'register.everybody' : 'register.everybodyElse')}
        </Button>
      </Group>
      <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
        {attendants.map((attendant) => (
          <li key={attendant.id}>
            <Marked
              attendant={attendant}
              mark={marks[attendant.id]}
              onMark={(mark) => onMark({ ...marks, [attendant.id]: mark })}
            />
          </li>
        ))}
      </Stack>
      <SteadyButton type="submit" size="lg" fullWidth isOff={isBusy || marked === 0}>
        {submit}
      </SteadyButton>
    </Stack>
  );
}

/** Four of them beside each other on a telephone, high enough for a thumb. */
const NARROW = { label: { paddingInline: 2, paddingBlock: 12 } } as const;

interface MarkedProps {
  readonly attendant: Attendant;
  readonly mark: Marks[string] | undefined;
  readonly onMark: (mark: Marks[string]) => void;
}

function Marked({ attendant: { user, studentNumber }, mark, onMark }: MarkedProps) {
  const text = useText();
  const label = useId();
  return (
    <>
      <Text size="sm" fw={500} id={label} style={{ overflowWrap: 'anywhere' }}>
        {studentNumber === null ? user.name : `${user.name} (${studentNumber})`}
      </Text>
      <SegmentedControl
        fullWidth
        size="sm"
        styles={NARROW}
        // Without one its words have the colours of the other theme for a moment.
        transitionDuration={0}
        aria-labelledby={label}
        value={mark ?? ''}
        data={ATTENDANCES.map((value) => ({ value, label: text(`register.status.${value}`) }))}
        onChange={(value) => {
          const chosen = ATTENDANCES.find((one) => one === value);
          if (chosen) onMark(chosen);
        }}
      />
    </>
  );
}
