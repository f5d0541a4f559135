import type { LogFigures } from '@lyceum/sdk';
import { Box, Group, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../texts/use-text.ts';
import { usePercent } from './use-percent.ts';

const PARTS = [
  ['submitted', 'var(--mantine-color-teal-6)'],
  ['late', 'var(--mantine-color-yellow-5)'],
  ['missing', 'var(--mantine-color-red-7)'],
] as const;

interface Props {
  readonly title: string;
  readonly groups: ReadonlyArray<{ readonly key: string; readonly label: ReactNode; readonly figures: LogFigures }>;
}

/** A chart that is a table: how much of what was due came, of each, with the numbers that the bars are drawn by. */
export function LogFiguresTable({ title, groups }: Props) {
  const text = useText();
  const percent = usePercent();
  return (
    <Table aria-label={title} verticalSpacing="xs" horizontalSpacing="xs" layout="fixed">
      <Table.Tbody>
        {groups.map(({ key, label, figures }) => (
          <Table.Tr key={key}>
            <Table.Th scope="row" fw={400} w="60%" style={{ overflowWrap: 'anywhere' }}>
              {label}
              <Text size="xs" c="dimmed">
                {text('board.figures', { ...figures })}
              </Text>
            </Table.Th>
            <Table.Td ta="right" w="4.5rem" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {percent(figures)}
            </Table.Td>
            <Table.Td aria-hidden>
              <Bar figures={figures} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Bar({ figures }: { readonly figures: LogFigures }) {
  const was = figures.submitted + figures.late + figures.missing;
  if (was === 0) return null;
  return (
    <Group gap={0} wrap="nowrap" h={12} style={{ borderRadius: 2, overflow: 'hidden' }}>
      {PARTS.map(([part, color]) => (
        <Box key={part} h={12} w={`${(figures[part] / was) * 100}%`} bg={color} />
      ))}
    </Group>
  );
}
