import { type Choices, SearchSelect } from '../shell/fields/search-select.tsx';
import { DaysChoice, FilterChoice, Filters, SortChoice } from '../shell/filters.tsx';
import { type Change, changed } from '../shell/list-search.ts';
import { SearchField } from '../shell/search-field.tsx';
import { only } from '../shell/search-params.ts';
import { useText } from '../texts/use-text.ts';
import { type BookingSearch, isFiltered, SORTS, STATUSES } from './booking-search.ts';

interface Props {
  readonly search: BookingSearch;
  readonly onChange: Change<BookingSearch>;
  /** Whose bookings there are to choose from, where there are others’ than one’s own. */
  readonly hosts?: Choices | undefined;
  readonly types?: Choices | undefined;
  readonly rooms?: Choices | undefined;
}

const FEW = 5;
const IN_TWO_ROWS = 4;

export function BookingsFilters({ search, onChange, hosts, types, rooms }: Props) {
  const text = useText();
  const change = (name: keyof BookingSearch, value: string) => onChange((present) => changed(present, name, value));
  const choices = [
    { name: 'host', label: 'bookings.host', of: hosts },
    { name: 'type', label: 'bookings.type', of: types },
    { name: 'room', label: 'bookings.room', of: rooms },
  ] as const;
  return (
    <Filters
      columns={choices.some((choice) => choice.of) ? IN_TWO_ROWS : FEW}
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
      {choices.map(
        ({ name, label, of }) =>
          of && (
            <SearchSelect
              key={name}
              label={text(label)}
              choices={of}
              value={search[name]}
              onChange={(value) => change(name, value)}
            />
          ),
      )}
      <DaysChoice days={search} onChange={change} />
      <SortChoice
        values={SORTS}
        value={search.sort}
        nameOf={(sort) => text(`bookings.sort.${sort}`)}
        onChange={(value) => change('sort', value)}
      />
    </Filters>
  );
}
