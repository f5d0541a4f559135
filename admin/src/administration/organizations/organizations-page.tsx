import type { AdministeredOrganization } from '@lyceum/sdk';
import { Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { DownloadButton } from '../../shell/download-button.tsx';
import { NativeSelect } from '../../shell/fields/native-select.tsx';
import { Filters } from '../../shell/filters.tsx';
import { TextLink } from '../../shell/links.tsx';
import { changed } from '../../shell/list-search.ts';
import { Listed } from '../../shell/listed.tsx';
import { Page } from '../../shell/page.tsx';
import { SearchField } from '../../shell/search-field.tsx';
import { useText } from '../../texts/use-text.ts';
import { useFormats } from '../use-formats.ts';
import { ORGANIZATION_SORTS, organizationsFileQueryOf, readOrganizationsSearch } from './organizations-search.ts';

const route = getRouteApi('/admin/organizations');

/** The organizations of everybody, with those who answer for them. */
export function OrganizationsPage() {
  const text = useText();
  const search = readOrganizationsSearch(route.useSearch());
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['administration', 'organizations', search],
    queryFn: ({ signal }) => lyceum.organizations.listAll(search, { signal }),
    placeholderData: keepPreviousData,
  });
  const change = (name: 'q' | 'sort', value: string) =>
    void navigate({ search: (present) => changed(readOrganizationsSearch(present), name, value) });
  const clear = () => void navigate({ search: ({ sort }) => readOrganizationsSearch({ sort }) });
  return (
    <Page title={text('admin.organizations')}>
      <Filters columns={2} onClear={search.q === undefined ? undefined : clear}>
        <SearchField
          label={text('admin.organizations.search')}
          value={search.q}
          onChange={(value) => change('q', value)}
        />
        <NativeSelect
          label={text('bookings.sort')}
          value={search.sort ?? ORGANIZATION_SORTS[0]}
          onChange={({ currentTarget: { value } }) => change('sort', value)}
          data={ORGANIZATION_SORTS.map((value) => ({ value, label: text(`admin.organizations.sort.${value}`) }))}
        />
      </Filters>
      <Listed
        query={query}
        cursor={search.cursor}
        count="admin.count"
        empty={text(search.q === undefined ? 'admin.organizations.empty' : 'admin.organizations.noneMatch')}
      >
        {(organizations) => (
          <>
            <DownloadButton
              name="organizations"
              read={(options) => lyceum.organizations.getCsv(organizationsFileQueryOf(search), options)}
            />
            <OrganizationsTable organizations={organizations} />
          </>
        )}
      </Listed>
    </Page>
  );
}

function OrganizationsTable({ organizations }: { readonly organizations: readonly AdministeredOrganization[] }) {
  const text = useText();
  const formats = useFormats();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('organization.name')}</Table.Th>
          <Table.Th scope="col">{text('admin.organizations.owners')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {text('members.title')}
          </Table.Th>
          <Table.Th scope="col" visibleFrom="md">
            {text('admin.organizations.since')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {organizations.map(({ id, name, slug, owners, ownerCount, memberCount, createdAt }) => (
          <Table.Tr key={id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/admin/organizations/$id" params={{ id }}>
                {name}
              </TextLink>
              {slug !== null && <Text size="sm">{`/book/@${slug}`}</Text>}
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {owners.map((owner) => (
                <div key={owner.id}>
                  <TextLink to="/admin/people/$id" params={{ id: owner.id }}>
                    {owner.name}
                  </TextLink>
                </div>
              ))}
              {ownerCount > owners.length && (
                <Text size="sm">{text('admin.organizations.more', { count: ownerCount - owners.length })}</Text>
              )}
            </Table.Td>
            <Table.Td ta="right">{formats.number(memberCount)}</Table.Td>
            <Table.Td visibleFrom="md">{formats.moment(createdAt)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
