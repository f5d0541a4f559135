import type { RosterRow } from '@lyceum/sdk';
import { Text, VisuallyHidden } from '@mantine/core';
import { useText } from '../../texts/use-text.ts';
import { type Cell, type Difference, differencesOf } from './row-differences.ts';
import { useImportNames } from './use-import-names.ts';
import { useNamed } from './use-named.ts';

interface Props {
  readonly row: RosterRow;
}

/** What of a row would be other, `Status: In use → Archived`. */
export function RowChanges({ row }: Props) {
  const differences = differencesOf(row);
  if (differences.length === 0) return null;
  const isFresh = row.before === null || row.after === null;
  return (
    <Text size="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {differences.map((difference) => (
        <li key={difference.column}>
          <Change difference={difference} isFresh={isFresh} />
        </li>
      ))}
    </Text>
  );
}

interface ChangeProps {
  readonly difference: Difference;
  /** Whether there is nothing that it was before. */
  readonly isFresh: boolean;
}

function Change({ difference: { column, before, after }, isFresh }: ChangeProps) {
  const text = useText();
  const nameOf = useImportNames();
  return (
    <>
      <Text span size="sm" c="dimmed">
        {nameOf('column', column)}:{' '}
      </Text>
      {!isFresh && (
        <>
          <VisuallyHidden>{text('imports.row.before')} </VisuallyHidden>
          <Text span size="sm" td="line-through">
            <Value column={column} cell={before} />
          </Text>
          <span aria-hidden> → </span>
          <VisuallyHidden> {text('imports.row.after')} </VisuallyHidden>
        </>
      )}
      <Text span size="sm" fw={isFresh ? 400 : 600}>
        <Value column={column} cell={after} />
      </Text>
    </>
  );
}

function Value({ column, cell }: { readonly column: string; readonly cell: Cell }) {
  const nameOf = useImportNames();
  const named = useNamed(column, cell);
  if (cell === null) return <>–</>;
  return <>{column === 'status' ? nameOf('value', String(cell)) : (named ?? cell)}</>;
}
