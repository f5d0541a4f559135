import type { User } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { DownloadButton } from '../../shell/download-button.tsx';
import { ButtonLink, TextLink } from '../../shell/links.tsx';
import { Listed } from '../../shell/listed.tsx';
import { Page } from '../../shell/page.tsx';
import { useText } from '../../texts/use-text.ts';
import { StateBadge } from '../../shell/state-badge.tsx';
import { useFormats } from '../use-formats.ts';
import { PeopleFilters } from './people-filters.tsx';
import { looksForSome, peopleFileQueryOf, peopleQueryOf, readPeopleSearch } from './people-search.ts';

const route = getRouteApi('/admin/people');

/** Everybody with an account. */
export function PeoplePage() {
  const text = useText();
  const search = readPeopleSearch(route.useSearch());
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['administration', 'people', 'list', search],
    queryFn: ({ signal }) => lyceum.users.list(peopleQueryOf(search), { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={text('admin.people')}>
      <Group justify="flex-end">
        <ButtonLink to="/admin/people/new">{text('admin.people.new')}</ButtonLink>
      </Group>
      <PeopleFilters
        search={search}
        onChange={(change) => void navigate({ search: (present) => change(readPeopleSearch(present)) })}
      />
      <Listed
        query={query}
        cursor={search.cursor}
        count="admin.count"
        empty={text(looksForSome(search) ? 'admin.people.noneMatch' : 'admin.people.empty')}
      >
        {(people) => (
          <>
            <DownloadButton name="people" read={(options) => lyceum.users.getCsv(peopleFileQueryOf(search), options)} />
            <PeopleTable people={people} />
          </>
        )}
      </Listed>
    </Page>
  );
}

function PeopleTable({ people }: { readonly people: readonly User[] }) {
  const text = useText();
  const formats = useFormats();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('admin.people.name')}</Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('admin.people.role')}
          </Table.Th>
          <Table.Th scope="col" visibleFrom="md">
            {text('admin.people.lastLogin')}
          </Table.Th>
          <Table.Th scope="col">{text('admin.people.state')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map(({ id, name, email, role, isActive, lastLoginAt }) => (
          <Table.Tr key={id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/admin/people/$id" params={{ id }}>
                {name}
              </TextLink>
              <Text size="sm">{email}</Text>
            </Table.Td>
            <Table.Td visibleFrom="sm">{text(`admin.role.${role}`)}</Table.Td>
            <Table.Td visibleFrom="md">
              {lastLoginAt === null ? text('admin.people.never') : formats.moment(lastLoginAt)}
            </Table.Td>
            <Table.Td>
              <StateBadge tone={isActive ? 'good' : 'off'}>
                {text(isActive ? 'admin.state.active' : 'admin.state.deactivated')}
              </StateBadge>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
