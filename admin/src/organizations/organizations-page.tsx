import type { Organization } from '@lyceum/sdk';
import { Group, Loader, Table, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { textIn } from '../shell/form-values.ts';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { ReceivedInvitations } from './received-invitations.tsx';
import { LONGEST_NAME, ORGANIZATIONS, useOrganizations } from './use-organizations.ts';
import { TextInput } from '../shell/fields/text-input.tsx';

/** To which organizations whoever is signed in belongs. */
export function OrganizationsPage() {
  const text = useText();
  const { data, error, isPending, refetch } = useOrganizations();
  return (
    <Page title={text('organizations.title')}>
      <ReceivedInvitations />
      <Group>
        <NewButton />
      </Group>
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

function NewButton() {
  const text = useText();
  const navigate = useNavigate();
  return (
    <DialogButton
      label={text('organizations.new')}
      variant="filled"
      title={text('organizations.new.title')}
      submit={text('organizations.new.submit')}
      action={(given) => lyceum.organizations.create({ name: textIn(given, 'name') })}
      changes={ORGANIZATIONS}
      onDone={({ id }) => void navigate({ to: '/organizations/$id/members', params: { id } })}
      says={text('organizations.new.text')}
    >
      <TextInput
        name="name"
        label={text('organization.name')}
        maxLength={LONGEST_NAME}
        required
        withAsterisk={false}
        data-autofocus
      />
    </DialogButton>
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
