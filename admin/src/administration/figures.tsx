import { Box, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormats } from './use-formats.ts';

export interface Figure {
  readonly key: string;
  readonly label: ReactNode;
  readonly value: number;
}

interface Props {
  readonly title: string;
  readonly figures: readonly Figure[];
}

/** A bar chart that is a table: whoever does not see the bars reads the numbers beside them. */
export function Figures({ title, figures }: Props) {
  const formats = useFormats();
  const most = Math.max(1, ...figures.map(({ value }) => value));
  return (
    <Table aria-label={title} withRowBorders={false} verticalSpacing={4} horizontalSpacing="xs">
      <Table.Tbody>
        {figures.map(({ key, label, value }) => (
          <Table.Tr key={key}>
            <Table.Th scope="row" fw={400} w="45%">
              {label}
            </Table.Th>
            <Table.Td ta="right" w="15%" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {formats.number(value)}
            </Table.Td>
            <Table.Td aria-hidden>
              <Box
                h={12}
                w={`${(value / most) * 100}%`}
                bg="var(--mantine-primary-color-filled)"
                style={{ borderRadius: 2 }}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
