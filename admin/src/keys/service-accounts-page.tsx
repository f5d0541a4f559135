import type { OrganizationDetails, ServiceAccount } from '@lyceum/sdk';
import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { OrganizationFrame } from '../organizations/organization-frame.tsx';
import { ORGANIZATIONS } from '../organizations/use-organizations.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { textIn } from '../shell/form-values.ts';
import { Section } from '../shell/section.tsx';
import { useDone } from '../shell/use-done.tsx';
import { WholeList } from '../shell/whole-list.tsx';
import { useText } from '../texts/use-text.ts';
import { Keys } from './keys.tsx';
import { LONGEST_NAME } from './key-fields.tsx';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';

const route = getRouteApi('/organizations/$id/service-accounts');

/** As which programs act for an organization, and with what. */
export function ServiceAccountsPage() {
  const { id } = route.useParams();
  return (
    <OrganizationFrame id={id} title="serviceAccounts.title">
      {(organization) => <ServiceAccounts organization={organization} />}
    </OrganizationFrame>
  );
}

interface Props {
  readonly organization: OrganizationDetails;
}

function ServiceAccounts({ organization }: Props) {
  const text = useText();
  const done = useDone();
  const { id } = organization;
  const query = useQuery({
    queryKey: [...ORGANIZATIONS, 'service-accounts', id],
    // There are few, which come at once.
    queryFn: async ({ signal }) => {
      const { data } = await lyceum.serviceAccounts.list(id, { signal });
      return { data, meta: { hasMore: false } };
    },
  });
  return (
    <>
      <Text>{text('serviceAccounts.hint')}</Text>
      {done.message}
      <Group>
        <NewAccountButton organization={organization} onDone={done.say} />
      </Group>
      <WholeList query={query} empty={text('serviceAccounts.empty')} cut="">
        {(accounts) =>
          accounts.map((account) => (
            <Account key={account.id} organization={organization} account={account} onDone={done.say} />
          ))
        }
      </WholeList>
    </>
  );
}

interface DoneProps extends Props {
  readonly onDone: (said: string) => void;
}

function NewAccountButton({ organization: { id, myRole }, onDone }: DoneProps) {
  const text = useText();
  return (
    <DialogButton
      label={text('serviceAccounts.new')}
      variant="filled"
      title={text('serviceAccounts.new.title')}
      submit={text('serviceAccounts.new.submit')}
      action={(given) =>
        lyceum.serviceAccounts.create(id, {
          name: textIn(given, 'name'),
          role: given.get('role') === 'admin' ? 'admin' : 'member',
        })
      }
      changes={ORGANIZATIONS}
      onDone={({ name }) => onDone(text('serviceAccounts.made', { name }))}
    >
      <NameField />
      {myRole === 'owner' && (
        <NativeSelect
          name="role"
          label={text('members.role')}
          data={(['member', 'admin'] as const).map((value) => ({ value, label: text(`members.role.${value}`) }))}
        />
      )}
    </DialogButton>
  );
}

function NameField({ name }: { readonly name?: string }) {
  const text = useText();
  return (
    <TextInput
      name="name"
      label={text('keys.name')}
      description={text('serviceAccounts.name.hint')}
      maxLength={LONGEST_NAME}
      defaultValue={name ?? ''}
      required
      withAsterisk={false}
      data-autofocus
    />
  );
}

/** Admins manage those of plain members, owners all. */
function Account({ organization, account, onDone }: DoneProps & { readonly account: ServiceAccount }) {
  const text = useText();
  const { id, name, role } = account;
  const isManaged = organization.myRole === 'owner' || role === 'member';
  return (
    <Section title={name} hint={text(`members.role.${role}`)}>
      {isManaged ? (
        <>
          <Keys serviceAccountId={id} />
          <Group>
            <DialogButton
              label={text('keys.rename')}
              about={name}
              size="sm"
              title={text('keys.rename.title', { name })}
              submit={text('eventTypes.save')}
              action={(given) => lyceum.serviceAccounts.update(organization.id, id, { name: textIn(given, 'name') })}
              changes={ORGANIZATIONS}
              onDone={(renamed) => onDone(text('keys.renamed', { name: renamed.name }))}
            >
              <NameField name={name} />
            </DialogButton>
            <DialogButton
              label={text('serviceAccounts.delete')}
              about={name}
              size="sm"
              title={text('serviceAccounts.delete.title', { name })}
              submit={text('serviceAccounts.delete.submit')}
              isFinal
              action={() => lyceum.serviceAccounts.delete(organization.id, id)}
              changes={ORGANIZATIONS}
              onDone={() => onDone(text('serviceAccounts.deleted', { name }))}
              says={text('serviceAccounts.delete.text')}
            />
          </Group>
        </>
      ) : (
        <Text>{text('serviceAccounts.ofOwners')}</Text>
      )}
    </Section>
  );
}
