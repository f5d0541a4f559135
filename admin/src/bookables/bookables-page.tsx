import type { Bookable, Organization } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { OrganizationFrame } from '../organizations/organization-frame.tsx';
import { isManaged } from '../organizations/use-organizations.ts';
import { FilterChoice, Filters, SortChoice } from '../shell/filters.tsx';
import { changed, ofAllPages } from '../shell/list-search.ts';
import { DownloadButton } from '../shell/download-button.tsx';
import { TextLink } from '../shell/links.tsx';
import { Listed } from '../shell/listed.tsx';
import { SearchField } from '../shell/search-field.tsx';
import { only } from '../shell/search-params.ts';
import { StateBadge } from '../shell/state-badge.tsx';
import { useDone } from '../shell/use-done.tsx';
import { useText } from '../texts/use-text.ts';
import { BOOKABLES, BookableButtons, NewBookableButton } from './bookable-buttons.tsx';
import { BOOKABLE_SORTS, KINDS, queryOf, readBookableSearch, USES } from './bookable-search.ts';

const route = getRouteApi('/organizations/$id/bookables');

/** The rooms and devices of an organization. */
export function BookablesPage() {
  const { id } = route.useParams();
  return (
    <OrganizationFrame id={id} title="bookables.title">
      {(organization) => <Bookables organization={organization} />}
    </OrganizationFrame>
  );
}

function Bookables({ organization }: { readonly organization: Organization }) {
  const text = useText();
  const search = readBookableSearch(route.useSearch());
  const navigate = route.useNavigate();
  const done = useDone();
  const isManager = isManaged(organization);
  const query = useQuery({
    queryKey: [...BOOKABLES, organization.id, search],
    queryFn: ({ signal }) => lyceum.bookables.list({ ...queryOf(search), organizationId: organization.id }, { signal }),
    placeholderData: keepPreviousData,
  });
  const isFiltered = [search.q, search.kind, search.use].some((one) => one !== undefined);
  const change = (name: keyof typeof search, value: string) =>
    void navigate({ search: (present) => changed(readBookableSearch(present), name, value) });
  return (
    <>
      {done.message}
      {isManager && (
        <Group>
          <NewBookableButton organizationId={organization.id} onDone={done.say} />
        </Group>
      )}
      <Filters
        columns={4}
        onClear={isFiltered ? () => void navigate({ search: only('sort', search.sort) }) : undefined}
      >
        <SearchField label={text('bookables.search')} value={search.q} onChange={(value) => change('q', value)} />
        <FilterChoice
          label={text('bookables.kind')}
          values={KINDS}
          value={search.kind}
          nameOf={(kind) => text(`bookables.kind.${kind}`)}
          onChange={(value) => change('kind', value)}
        />
        <FilterChoice
          label={text('bookings.status')}
          values={USES}
          value={search.use}
          nameOf={(use) => text(`bookables.use.${use}`)}
          onChange={(value) => change('use', value)}
        />
        <SortChoice
          values={BOOKABLE_SORTS}
          value={search.sort}
          nameOf={(sort) => text(`list.sort.${sort}`)}
          onChange={(sort) => change('sort', sort)}
        />
      </Filters>
      <Listed
        query={query}
        cursor={search.cursor}
        count="bookables.count"
        empty={text(isFiltered ? 'bookables.noneMatch' : isManager ? 'bookables.empty' : 'bookables.none')}
      >
        {(bookables) => (
          <>
            <DownloadButton
              name="bookables"
              read={(options) =>
                lyceum.bookables.getCsv({ ...ofAllPages(queryOf(search)), organizationId: organization.id }, options)
              }
            />
            <BookablesTable bookables={bookables} isManager={isManager} onDone={done.say} />
          </>
        )}
      </Listed>
    </>
  );
}

interface TableProps {
  readonly bookables: readonly Bookable[];
  readonly isManager: boolean;
  readonly onDone: (text: string) => void;
}

function BookablesTable({ bookables, isManager, onDone }: TableProps) {
  const text = useText();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('organization.name')}</Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('bookables.kind')}
          </Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('bookables.capacity')}
          </Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('bookings.status')}
          </Table.Th>
          {isManager && <Table.Th scope="col">{text('absences.change')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {bookables.map((bookable) => (
          <Table.Tr key={bookable.id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {isManager && bookable.organizationId !== null ? (
                <TextLink
                  to="/organizations/$id/bookables/$bookableId"
                  params={{ id: bookable.organizationId, bookableId: bookable.id }}
                >
                  {bookable.name}
                </TextLink>
              ) : (
                bookable.name
              )}
              {bookable.description !== null && (
                <Text size="sm" c="dimmed" lineClamp={2}>
                  {bookable.description}
                </Text>
              )}
              <Text size="sm" component="div" hiddenFrom="sm">
                {text(`bookables.kind.${bookable.kind}`)} · {bookable.capacity} <Use bookable={bookable} />
              </Text>
            </Table.Td>
            <Table.Td visibleFrom="sm">{text(`bookables.kind.${bookable.kind}`)}</Table.Td>
            <Table.Td visibleFrom="sm">{bookable.capacity}</Table.Td>
            <Table.Td visibleFrom="sm">
              <Use bookable={bookable} />
            </Table.Td>
            {isManager && (
              <Table.Td>
                <Group gap="xs">
                  <BookableButtons bookable={bookable} onDone={onDone} />
                </Group>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Use({ bookable: { isActive } }: { readonly bookable: Bookable }) {
  const text = useText();
  return (
    <StateBadge tone={isActive ? 'good' : 'off'}>
      {text(`bookables.use.${isActive ? 'active' : 'archived'}`)}
    </StateBadge>
  );
}
