import type { Organization } from '@lyceum/sdk';
import { Loader, Table, Text } from '@mantine/core';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { useOrganizations } from './use-organizations.ts';

/** To which organizations whoever is signed in belongs. */
export function OrganizationsPage() {
  const text = useText();
  const { data, error, isPending, refetch } = useOrganizations();
  return (
    <Page title={text('organizations.title')}>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : data.data.length === 0 ? (
        <Text role="status">{text('organizations.empty')}</Text>
      ) : (
        <OrganizationsTable organizations={data.data} />
      )}
      {data?.meta.hasMore && <Text>{text('organizations.cut')}</Text>}
    </Page>
  );
}

function OrganizationsTable({ organizations }: { readonly organizations: readonly Organization[] }) {
  const text = useText();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('organization.name')}</Table.Th>
          <Table.Th scope="col">{text('organization.myRole')}</Table.Th>
          <Table.Th scope="col">{text('members.title')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {organizations.map(({ id, name, myRole, memberCount }) => (
          <Table.Tr key={id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/organizations/$id/members" params={{ id }}>
                {name}
              </TextLink>
            </Table.Td>
            <Table.Td>{text(`members.role.${myRole}`)}</Table.Td>
            <Table.Td>{memberCount}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
