import { type Choices, SearchSelect } from '../shell/fields/search-select.tsx';
import { FilterChoice, Filters } from '../shell/filters.tsx';
import { type Change, changed } from '../shell/list-search.ts';
import { SearchField } from '../shell/search-field.tsx';
import { only } from '../shell/search-params.ts';
import { useText } from '../texts/use-text.ts';
import { type BookingSearch, isFiltered, SORTS, STATUSES } from './booking-search.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';

interface Props {
  readonly search: BookingSearch;
  readonly onChange: Change<BookingSearch>;
  /** Whose bookings there are to choose from, where there are others’ than one’s own. */
  readonly hosts?: Choices | undefined;
}

export function BookingsFilters({ search, onChange, hosts }: Props) {
  const text = useText();
  const change = (name: keyof BookingSearch, value: string) => onChange((present) => changed(present, name, value));
  return (
    <Filters
      columns={hosts ? 6 : 5}
      onClear={isFiltered(search) ? () => onChange(({ sort }) => only('sort', sort)) : undefined}
    >
      <SearchField label={text('bookings.search')} value={search.q} onChange={(value) => change('q', value)} />
      <FilterChoice
        label={text('bookings.status')}
        values={STATUSES}
        value={search.status}
        nameOf={(status) => text(`bookings.status.${status}`)}
        onChange={(value) => change('status', value)}
      />
      {hosts && (
        <SearchSelect
          label={text('bookings.host')}
          choices={hosts}
          value={search.host}
          onChange={(value) => change('host', value)}
        />
      )}
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
    </Filters>
  );
}
