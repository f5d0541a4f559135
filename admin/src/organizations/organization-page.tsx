import type { Organization } from '@lyceum/sdk';
import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type SyntheticEvent, useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { textIn } from '../shell/form-values.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SlugField } from '../shell/slug-field.tsx';
import { useText } from '../texts/use-text.ts';
import { BrandSection } from './brand-section.tsx';
import { OrganizationFrame } from './organization-frame.tsx';
import { isManaged, LONGEST_NAME, ORGANIZATIONS } from './use-organizations.ts';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Form } from '../shell/form.tsx';

const route = getRouteApi('/organizations/$id');

/** What an organization is called, to change and to end it. */
export function OrganizationPage() {
  const { id } = route.useParams();
  return (
    <OrganizationFrame id={id} title="organization.title">
      {(organization) => (
        <>
          <Facts organization={organization} />
          {isManaged(organization) && <NameForm organization={organization} />}
          {isManaged(organization) && <SlugForm organization={organization} />}
          {isManaged(organization) && <BrandSection organization={organization} />}
          {organization.myRole === 'owner' && <DeleteButton organization={organization} />}
        </>
      )}
    </OrganizationFrame>
  );
}

interface Props {
  readonly organization: Organization;
}

function Facts({ organization: { myRole, memberCount } }: Props) {
  const text = useText();
  return <Text>{text('organization.facts', { role: text(`members.role.${myRole}`), count: memberCount })}</Text>;
}

function NameForm({ organization: { id, name, version } }: Props) {
  const text = useText();
  const queries = useQueryClient();
  const rename = useMutation({
    mutationFn: async (given: FormData) =>
      lyceum.organizations.update(id, { name: textIn(given, 'name') }, { ifMatch: version }),
    // Also when it failed: mostly somebody was faster, and the page shows what is so now.
    onSettled: () => queries.invalidateQueries({ queryKey: ORGANIZATIONS }),
  });
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    rename.mutate(new FormData(event.currentTarget));
  };
  return (
    <>
      <div role="status">{rename.isSuccess && <Alert color="green">{text('organization.renamed')}</Alert>}</div>
      <Paper withBorder p="md" component={Form} error={rename.error} onSubmit={send}>
        <Stack>
          {rename.isError && <ProblemAlert error={rename.error} />}
          <TextInput
            name="name"
            label={text('organization.name')}
            maxLength={LONGEST_NAME}
            defaultValue={name}
            required
            withAsterisk={false}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={rename.isPending}>
              {text('eventTypes.save')}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </>
  );
}

function SlugForm({ organization: { id, slug: saved, version } }: Props) {
  const text = useText();
  const queries = useQueryClient();
  const [slug, setSlug] = useState(saved ?? '');
  const save = useMutation({
    mutationFn: async () => lyceum.organizations.update(id, { slug: slug.trim() || null }, { ifMatch: version }),
    // Also when it failed: mostly somebody was faster, and the page shows what is so now.
    onSettled: () => queries.invalidateQueries({ queryKey: ORGANIZATIONS }),
  });
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <>
      <div role="status">{save.isSuccess && <Alert color="green">{text('page.saved')}</Alert>}</div>
      <Paper withBorder p="md" component={Form} error={save.error} onSubmit={send}>
        <Stack>
          {save.isError && <ProblemAlert error={save.error} />}
          <SlugField saved={saved} value={slug} onChange={setSlug} />
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              {text('page.save')}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </>
  );
}

function DeleteButton({ organization: { id, name } }: Props) {
  const text = useText();
  const navigate = useNavigate();
  return (
    <Group>
      <DialogButton
        label={text('organization.delete')}
        title={text('organization.delete.title', { name })}
        submit={text('organization.delete.submit')}
        isFinal
        action={() => lyceum.organizations.delete(id)}
        changes={[...ORGANIZATIONS, 'mine']}
        onDone={() => void navigate({ to: '/organizations' })}
        says={text('organization.delete.text')}
      />
    </Group>
  );
}
