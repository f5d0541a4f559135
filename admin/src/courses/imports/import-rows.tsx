import type { RosterImport, RosterRow } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { useFormats } from '../../administration/use-formats.ts';
import { DownloadButton } from '../../shell/download-button.tsx';
import { ButtonLink } from '../../shell/links.tsx';
import { ListedTable } from '../../shell/listed-table.tsx';
import { only } from '../../shell/search-params.ts';
import { Section } from '../../shell/section.tsx';
import { StateBadge, type Tone } from '../../shell/state-badge.tsx';
import { useText } from '../../texts/use-text.ts';
import { IMPORTS } from './import-queries.ts';
import { OUTCOMES, type RowsSearch } from './import-search.ts';
import { RowChanges } from './row-changes.tsx';
import { titleOfRow } from './row-differences.ts';
import { useImportNames } from './use-import-names.ts';

const TONES: Readonly<Record<RosterRow['outcome'], Tone>> = {
  added: 'good',
  changed: 'waiting',
  moved: 'waiting',
  removed: 'bad',
  unchanged: 'off',
  rejected: 'bad',
};

interface Props {
  readonly roster: RosterImport;
  readonly search: RowsSearch;
}

/** What each row of the file would change, or changed. */
export function ImportRows({ roster, search: { outcome, cursor } }: Props) {
  const text = useText();
  const { id, kind, version } = roster;
  const query = { ...only('outcome', outcome), ...only('cursor', cursor) };
  const rows = useQuery({
    queryKey: [...IMPORTS, 'rows', id, version, query],
    queryFn: ({ signal }) => lyceum.rosterImports.listRows(id, query, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={text('imports.rows')} hint={text('imports.rows.hint')}>
      <Outcomes roster={roster} chosen={outcome} />
      <ListedTable
        query={rows}
        cursor={cursor}
        count="imports.rows.count"
        empty={text('imports.rows.none')}
        columns={[text('imports.row'), text('imports.outcome')]}
      >
        {(row) => <Row key={row.number} row={row} />}
      </ListedTable>
      <DownloadButton
        name={`import-${kind}`}
        label={text('imports.report')}
        read={(options) => lyceum.rosterImports.getRowsCsv(id, only('outcome', outcome), options)}
      />
    </Section>
  );
}

/** How many rows are what, each the way to just these. */
function Outcomes({
  roster: { counts },
  chosen,
}: {
  readonly roster: RosterImport;
  readonly chosen?: string | undefined;
}) {
  const text = useText();
  const formats = useFormats();
  const nameOf = useImportNames();
  const all = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  const shared = { size: 'xs', from: '/courses/imports/$importId', to: '.', resetScroll: false } as const;
  const look = (isChosen: boolean) =>
    ({ variant: isChosen ? 'filled' : 'default', 'aria-current': isChosen ? 'true' : undefined }) as const;
  return (
    <Group component="nav" gap="xs" aria-label={text('imports.outcomes')}>
      <ButtonLink {...shared} search={{}} {...look(chosen === undefined)}>
        {`${text('imports.outcomes.all')} ${formats.number(all)}`}
      </ButtonLink>
      {OUTCOMES.filter((outcome) => counts[outcome] > 0 || outcome === chosen).map((outcome) => (
        <ButtonLink key={outcome} {...shared} search={{ outcome }} {...look(outcome === chosen)}>
          {`${nameOf('outcome', outcome)} ${formats.number(counts[outcome])}`}
        </ButtonLink>
      ))}
    </Group>
  );
}

function Row({ row }: { readonly row: RosterRow }) {
  const text = useText();
  const nameOf = useImportNames();
  const { line, outcome, column, reason, isWaiting } = row;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Text size="sm" fw={600}>
          {titleOfRow(row)}
        </Text>
        <Text size="sm" c="dimmed">
          {line === null ? text('imports.row.notNamed') : text('imports.row.line', { line })}
        </Text>
        {reason !== null && (
          <Text size="sm" fw={outcome === 'rejected' ? 600 : 400}>
            {column !== null && `${nameOf('column', column)}: `}
            {nameOf('reason', reason)}
          </Text>
        )}
        <RowChanges row={row} />
        {isWaiting && outcome === 'added' && <Text size="sm">{text('imports.row.waiting')}</Text>}
      </Table.Td>
      <Table.Td>
        <StateBadge tone={TONES[outcome]}>{nameOf('outcome', outcome)}</StateBadge>
      </Table.Td>
    </Table.Tr>
  );
}
