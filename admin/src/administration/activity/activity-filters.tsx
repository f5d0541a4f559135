import { NativeSelect } from '../../shell/fields/native-select.tsx';
import { DaysChoice, FilterChoice, Filters, SortChoice } from '../../shell/filters.tsx';
import { type Change, changed, NEWEST_SORTS } from '../../shell/list-search.ts';
import { SearchField } from '../../shell/search-field.tsx';
import { only } from '../../shell/search-params.ts';
import { useText } from '../../texts/use-text.ts';
import { WORDED } from './action-words.tsx';
import { type ActivitySearch, ANSWERS, isFiltered, LEVELS } from './activity-search.ts';

interface Props {
  readonly search: ActivitySearch;
  readonly onChange: Change<ActivitySearch>;
}

export function ActivityFilters({ search, onChange }: Props) {
  const text = useText();
  const change = (name: keyof ActivitySearch, value: string) => onChange((present) => changed(present, name, value));
  const actions: Array<{ value: string; label: string }> = WORDED.map((value) => ({
    value,
    label: text(`audit.action.${value}`),
  }));
  const { action } = search;
  if (action !== undefined && !actions.some(({ value }) => value === action))
    actions.push({ value: action, label: action });
  return (
    <Filters columns={4} onClear={isFiltered(search) ? () => onChange(({ sort }) => only('sort', sort)) : undefined}>
      <SearchField label={text('audit.search')} value={search.q} onChange={(value) => change('q', value)} />
      <NativeSelect
        label={text('audit.action')}
        value={action ?? ''}
        onChange={({ currentTarget: { value } }) => change('action', value)}
        data={[{ value: '', label: text('bookings.status.any') }, ...actions]}
      />
      <FilterChoice
        label={text('audit.level')}
        values={LEVELS}
        value={search.level}
        nameOf={(level) => text(`audit.level.${level}`)}
        onChange={(value) => change('level', value)}
      />
      <FilterChoice
        label={text('audit.answer')}
        values={ANSWERS}
        value={search.answer}
        nameOf={(answer) => answer}
        onChange={(value) => change('answer', value)}
      />
      <DaysChoice days={search} onChange={change} />
      <SortChoice
        values={NEWEST_SORTS}
        value={search.sort}
        nameOf={(sort) => text(`list.sort.${sort}`)}
        onChange={(value) => change('sort', value)}
      />
    </Filters>
  );
}
