import type { RosterImport } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { FilterChoice, Filters, SortChoice } from '../../shell/filters.tsx';
import { changed, NEWEST_SORTS } from '../../shell/list-search.ts';
import { TextLink } from '../../shell/links.tsx';
import { ListedTable } from '../../shell/listed-table.tsx';
import { only } from '../../shell/search-params.ts';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { CoursesFrame } from '../courses-frame.tsx';
import { IMPORTS } from './import-queries.ts';
import { IMPORT_STATES, type ImportsSearch, readImportsSearch, ROSTER_KINDS } from './import-search.ts';
import { ImportStateBadge } from './import-state-badge.tsx';
import { NewImport } from './new-import.tsx';
import { useCounted } from './use-counted.ts';
import { useImportNames } from './use-import-names.ts';

const route = getRouteApi('/courses/imports');

/** Rosters that come from elsewhere as files, for those who manage the courses. */
export function ImportsPage() {
  const search = readImportsSearch(route.useSearch());
  return (
    <CoursesFrame title="imports.title" of={search.of} isForManagers>
      {({ organization }) => (
        <>
          <NewImport key={search.archive ?? ''} organizationId={organization.id} archive={search.archive} />
          <Earlier organizationId={organization.id} search={search} />
        </>
      )}
    </CoursesFrame>
  );
}

interface EarlierProps {
  readonly organizationId: string;
  readonly search: ImportsSearch;
}

function Earlier({ organizationId, search: { of, kind, state, sort, cursor } }: EarlierProps) {
  const text = useText();
  const nameOf = useImportNames();
  const navigate = route.useNavigate();
  const change = (name: keyof ImportsSearch, value: string) =>
    void navigate({ search: (present) => changed(readImportsSearch(present), name, value), resetScroll: false });
  const isFiltered = kind !== undefined || state !== undefined;
  const query = {
    ...only('kind', kind),
    ...only('state', state),
    ...only('sort', sort),
    ...only('cursor', cursor),
  };
  const imports = useQuery({
    queryKey: [...IMPORTS, 'of', organizationId, query],
    queryFn: ({ signal }) => lyceum.organizationRosterImports.list(organizationId, query, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={text('imports.earlier')} hint={text('imports.earlier.hint')}>
      <Filters columns={3} onClear={isFiltered ? () => void navigate({ search: only('of', of) }) : undefined}>
        <FilterChoice
          label={text('imports.kind')}
          values={ROSTER_KINDS}
          value={kind}
          nameOf={(one) => nameOf('kind', one)}
          onChange={(value) => change('kind', value)}
        />
        <FilterChoice
          label={text('imports.state')}
          values={IMPORT_STATES}
          value={state}
          nameOf={(one) => nameOf('state', one)}
          onChange={(value) => change('state', value)}
        />
        <SortChoice
          values={NEWEST_SORTS}
          value={sort}
          nameOf={(one) => text(`imports.sort.${one}`)}
          onChange={(value) => change('sort', value)}
        />
      </Filters>
      <ListedTable
        query={imports}
        cursor={cursor}
        count="imports.count"
        empty={text(isFiltered ? 'bookables.noneMatch' : 'imports.none')}
        columns={[text('imports.one'), text('imports.state')]}
      >
        {(roster) => <Row key={roster.id} roster={roster} />}
      </ListedTable>
    </Section>
  );
}

function Row({ roster }: { readonly roster: RosterImport }) {
  const text = useText();
  const times = useTimes();
  const nameOf = useImportNames();
  const counted = useCounted();
  const { id, kind, mode, counts, createdAt } = roster;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <TextLink to="/courses/imports/$importId" params={{ importId: id }}>
          {text('imports.oneOf', { kind: nameOf('kind', kind), moment: times.moment(createdAt) })}
        </TextLink>
        <Text size="sm">{text(`imports.mode.${mode}`)}</Text>
        <Text size="sm" c="dimmed">
          {counted(counts)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group>
          <ImportStateBadge state={roster.state} />
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
