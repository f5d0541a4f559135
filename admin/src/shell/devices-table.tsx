import type { LoginSession } from '@lyceum/sdk';
import { Badge, Table, Text } from '@mantine/core';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { SteadyButton } from './steady-button.tsx';

interface Props {
  readonly devices: readonly LoginSession[];
  readonly isBusy: boolean;
  /** What the button is called that ends one. */
  readonly endText: string;
  readonly onEnd: (device: LoginSession) => void;
}

/** Where a person is signed in, and how to end it. */
export function DevicesTable({ devices, isBusy, endText, onEnd }: Props) {
  const text = useText();
  const times = useTimes();
  return (
    <Table verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('devices.device')}</Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('devices.used')}
          </Table.Th>
          <Table.Th scope="col">{text('absences.change')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {devices.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <Text lang="en">{one.device}</Text>
              <Text size="sm" c="dimmed">
                {one.address}
              </Text>
              <Text size="sm" hiddenFrom="sm">
                {times.moment(one.lastUsedAt)}
              </Text>
            </Table.Td>
            <Table.Td visibleFrom="sm">{times.moment(one.lastUsedAt)}</Table.Td>
            <Table.Td>
              {one.isCurrent ? (
                <Badge color="blue.9" tt="none" h="auto" py={2} styles={{ label: { whiteSpace: 'normal' } }}>
                  {text('devices.current')}
                </Badge>
              ) : (
                <SteadyButton
                  variant="default"
                  size="xs"
                  isOff={isBusy}
                  aria-label={`${endText} (${one.device}, ${one.address})`}
                  onClick={() => onEnd(one)}
                >
                  {endText}
                </SteadyButton>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
