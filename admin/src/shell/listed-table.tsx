import { Table } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import { Listed } from './listed.tsx';

interface Props<Item> extends Omit<ComponentProps<typeof Listed<Item>>, 'children'> {
  /** What stands above each column. */
  readonly columns: readonly string[];
  /** The row of one. */
  readonly children: (item: Item) => ReactNode;
}

/** A page of a list as a table. */
export function ListedTable<Item>({ columns, children, ...listed }: Props<Item>) {
  return (
    <Listed {...listed}>
      {(items) => (
        <Table verticalSpacing="sm" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column} scope="col">
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{items.map(children)}</Table.Tbody>
        </Table>
      )}
    </Listed>
  );
}
