import type { User } from '@lyceum/sdk';
import { Group, Loader, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { ButtonLink, TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { useText } from '../../texts/use-text.ts';
import { MorePages } from '../more-pages.tsx';
import { StateBadge } from '../../shell/state-badge.tsx';
import { useFormats } from '../use-formats.ts';
import { PeopleFilters } from './people-filters.tsx';
import { looksForSome, peopleQueryOf, readPeopleSearch } from './people-search.ts';

const route = getRouteApi('/admin/people');

/** Everybody with an account. */
export function PeoplePage() {
  const text = useText();
  const search = readPeopleSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['administration', 'people', 'list', search],
    queryFn: ({ signal }) => lyceum.users.list(peopleQueryOf(search), { signal }),
    placeholderData: keepPreviousData,
  });
  const { cursor, ...first } = search;
  const next = data?.meta.nextCursor ?? null;
  return (
    <Page title={text('admin.people')}>
      <Group justify="flex-end">
        <ButtonLink to="/admin/people/new">{text('admin.people.new')}</ButtonLink>
      </Group>
      <PeopleFilters
        search={search}
        onChange={(change) => void navigate({ search: (present) => change(readPeopleSearch(present)) })}
      />
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : data.data.length === 0 ? (
        <Text role="status">{text(looksForSome(search) ? 'admin.people.noneMatch' : 'admin.people.empty')}</Text>
      ) : (
        <>
          <PeopleTable people={data.data} />
          <MorePages count={data.data.length}>
            {cursor !== undefined && (
              <ButtonLink to="/admin/people" search={first} variant="default">
                {text('bookings.first')}
              </ButtonLink>
            )}
            {next !== null && (
              <ButtonLink to="/admin/people" search={{ ...first, cursor: next }} variant="default">
                {text('bookings.next')}
              </ButtonLink>
            )}
          </MorePages>
        </>
      )}
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
