import { Button, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { only } from '../shell/search-params.ts';
import { useText } from '../texts/use-text.ts';
import { type BookingSearch, isFiltered, SORTS, STATUSES } from './booking-search.ts';

const TYPING_MS = 300;

interface Props {
  readonly search: BookingSearch;
  readonly onChange: (search: BookingSearch) => void;
}

export function BookingsFilters({ search, onChange }: Props) {
  const text = useText();
  // Another question begins at its first page.
  const change = (name: 'status' | 'from' | 'to' | 'q' | 'sort', value: string) => {
    const { cursor: _cursor, [name]: _former, ...rest } = search;
    onChange({ ...rest, ...only(name, value) } as BookingSearch);
  };
  const changeText = useDebouncedCallback((value: string) => change('q', value.trim()), TYPING_MS);
  return (
    <search aria-label={text('bookings.filters')}>
      <SimpleGrid cols={{ base: 2, md: 5 }} spacing="sm">
        <TextInput
          type="search"
          label={text('bookings.search')}
          defaultValue={search.q ?? ''}
          key={search.q === undefined ? 'none' : 'some'}
          onChange={({ currentTarget: { value } }) => changeText(value)}
        />
        <NativeSelect
          label={text('bookings.status')}
          value={search.status ?? ''}
          onChange={({ currentTarget: { value } }) => change('status', value)}
          data={[
            { value: '', label: text('bookings.status.any') },
            ...STATUSES.map((value) => ({ value, label: text(`bookings.status.${value}`) })),
          ]}
        />
        <TextInput
          type="date"
          label={text('bookings.from')}
          value={search.from ?? ''}
          onChange={({ currentTarget: { value } }) => change('from', value)}
        />
        <TextInput
          type="date"
          label={text('bookings.to')}
          value={search.to ?? ''}
          onChange={({ currentTarget: { value } }) => change('to', value)}
        />
        <NativeSelect
          label={text('bookings.sort')}
          value={search.sort ?? SORTS[0]}
          onChange={({ currentTarget: { value } }) => change('sort', value)}
          data={SORTS.map((value) => ({ value, label: text(`bookings.sort.${value}`) }))}
        />
      </SimpleGrid>
      {isFiltered(search) && (
        <Group mt="sm">
          <Button variant="default" size="xs" onClick={() => onChange(only('sort', search.sort))}>
            {text('bookings.clear')}
          </Button>
        </Group>
      )}
    </search>
  );
}
