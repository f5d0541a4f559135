import { Button, Group, SimpleGrid } from '@mantine/core';
import type { Change } from '../../shell/list-search.ts';
import { SearchField } from '../../shell/search-field.tsx';
import { only } from '../../shell/search-params.ts';
import { useText } from '../../texts/use-text.ts';
import { looksForSome, PEOPLE_SORTS, type PeopleSearch, ROLES, STATES } from './people-search.ts';
import { NativeSelect } from '../../shell/fields/native-select.tsx';

interface Props {
  readonly search: PeopleSearch;
  readonly onChange: Change<PeopleSearch>;
}

export function PeopleFilters({ search, onChange }: Props) {
  const text = useText();
  // Another question begins at its first page.
  const change = (name: 'q' | 'role' | 'state' | 'sort', value: string) =>
    onChange(({ cursor: _cursor, [name]: _former, ...rest }) => ({ ...rest, ...only(name, value) }) as PeopleSearch);
  return (
    <search aria-label={text('bookings.filters')}>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
        <SearchField label={text('admin.people.search')} value={search.q} onChange={(value) => change('q', value)} />
        <NativeSelect
          label={text('admin.people.role')}
          value={search.role ?? ''}
          onChange={({ currentTarget: { value } }) => change('role', value)}
          data={[
            { value: '', label: text('admin.any') },
            ...ROLES.map((value) => ({ value, label: text(`admin.role.${value}`) })),
          ]}
        />
        <NativeSelect
          label={text('admin.people.state')}
          value={search.state ?? ''}
          onChange={({ currentTarget: { value } }) => change('state', value)}
          data={[
            { value: '', label: text('admin.any') },
            ...STATES.map((value) => ({ value, label: text(`admin.state.${value}`) })),
          ]}
        />
        <NativeSelect
          label={text('bookings.sort')}
          value={search.sort ?? PEOPLE_SORTS[0]}
          onChange={({ currentTarget: { value } }) => change('sort', value)}
          data={PEOPLE_SORTS.map((value) => ({ value, label: text(`admin.people.sort.${value}`) }))}
        />
      </SimpleGrid>
      {looksForSome(search) && (
        <Group mt="sm">
          <Button variant="default" size="xs" onClick={() => onChange(({ sort }) => only('sort', sort))}>
            {text('bookings.clear')}
          </Button>
        </Group>
      )}
    </search>
  );
}
