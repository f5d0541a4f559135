import { Button, Group, SimpleGrid } from '@mantine/core';
import { SortChoice } from '../../shell/filters.tsx';
import { type Change, NEWEST_SORTS } from '../../shell/list-search.ts';
import { SearchField } from '../../shell/search-field.tsx';
import { only } from '../../shell/search-params.ts';
import { useText } from '../../texts/use-text.ts';
import { EMAIL_STATUSES, EMAIL_TEMPLATES, type EmailsSearch, looksForSome } from './emails-search.ts';
import { NativeSelect } from '../../shell/fields/native-select.tsx';

interface Props {
  readonly search: EmailsSearch;
  readonly onChange: Change<EmailsSearch>;
}

export function EmailsFilters({ search, onChange }: Props) {
  const text = useText();
  // Another question begins at its first page.
  const change = (name: 'status' | 'template' | 'recipient' | 'sort', value: string) =>
    onChange(({ cursor: _cursor, [name]: _former, ...rest }) => ({ ...rest, ...only(name, value) }) as EmailsSearch);
  return (
    <search aria-label={text('bookings.filters')}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        <SearchField
          type="email"
          label={text('admin.email.recipient')}
          value={search.recipient}
          onChange={(value) => change('recipient', value)}
        />
        <NativeSelect
          label={text('bookings.status')}
          value={search.status ?? ''}
          onChange={({ currentTarget: { value } }) => change('status', value)}
          data={[
            { value: '', label: text('admin.any') },
            ...EMAIL_STATUSES.map((value) => ({ value, label: text(`admin.email.status.${value}`) })),
          ]}
        />
        <NativeSelect
          label={text('admin.email.kind')}
          value={search.template ?? ''}
          onChange={({ currentTarget: { value } }) => change('template', value)}
          data={[
            { value: '', label: text('admin.any') },
            ...EMAIL_TEMPLATES.map((value) => ({ value, label: text(`admin.email.kind.${value}`) })),
          ]}
        />
        <SortChoice
          values={NEWEST_SORTS}
          value={search.sort}
          nameOf={(sort) => text(`list.sort.${sort}`)}
          onChange={(value) => change('sort', value)}
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
