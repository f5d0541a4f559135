import type { OutOfOffice, OutOfOfficeDetails } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import type { AbsenceKind } from './absence-fields.ts';
import { ChangeButton } from './change-button.tsx';
import { StandIn } from './stand-in.tsx';

interface Props {
  readonly absences: readonly OutOfOffice[];
  readonly kind: AbsenceKind;
  readonly isBusy: boolean;
  readonly onChanged: (changed: OutOfOfficeDetails) => void;
  readonly onRemove: (absence: OutOfOffice) => void;
}

export function AbsencesTable({ absences, kind, isBusy, onChanged, onRemove }: Props) {
  const text = useText();
  const times = useTimes();
  const whenOf = (absence: OutOfOffice) => {
    const { from, to } = absence;
    return from !== null && to !== null ? times.days({ from, to }) : times.span(absence);
  };
  return (
    <Table verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('absences.when')}</Table.Th>
          <Table.Th scope="col">{text('absences.reason')}</Table.Th>
          <Table.Th scope="col">{text('absences.change')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {absences.map((absence) => (
          <Table.Tr key={absence.id}>
            <Table.Td>{whenOf(absence)}</Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {text(`absences.reason.${absence.reason}`)}
              {absence.note !== null && <Text size="sm">{absence.note}</Text>}
              {absence.standInId !== null && <StandIn id={absence.standInId} />}
            </Table.Td>
            <Table.Td>
              <Group gap="xs">
                <ChangeButton kind={kind} absence={absence} about={whenOf(absence)} onDone={onChanged} />
                <SteadyButton
                  variant="default"
                  size="xs"
                  isOff={isBusy}
                  aria-label={`${text('absences.remove')} (${whenOf(absence)})`}
                  onClick={() => onRemove(absence)}
                >
                  {text('absences.remove')}
                </SteadyButton>
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
