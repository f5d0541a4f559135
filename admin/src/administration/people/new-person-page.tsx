import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { SyntheticEvent } from 'react';
import { lyceum } from '../../lyceum.ts';
import { TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { LANGUAGE_NAMES, LANGUAGES } from '../../texts/languages.ts';
import { useText } from '../../texts/use-text.ts';
import { ROLES } from './people-search.ts';
import { NativeSelect } from '../../shell/fields/native-select.tsx';
import { TextInput } from '../../shell/fields/text-input.tsx';
import { Form } from '../../shell/form.tsx';

/** Makes an account for somebody, who chooses the password by the link that is mailed to them. */
export function NewPersonPage() {
  const text = useText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: async (given: FormData) => {
      const role = ROLES.find((one) => one === given.get('role')) ?? 'user';
      const language = LANGUAGES.find((one) => one === given.get('language')) ?? 'en';
      return lyceum.users.create({ name: fieldOf(given, 'name'), email: fieldOf(given, 'email'), role, language });
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['administration', 'people'] });
      await navigate({ to: '/admin/people/$id', params: { id } });
    },
  });
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(new FormData(event.currentTarget));
  };
  return (
    <Page title={text('admin.people.new')}>
      <TextLink to="/admin/people">{text('admin.people.back')}</TextLink>
      <Paper withBorder p="md" component={Form} error={create.error} onSubmit={send}>
        <Stack>
          {create.isError && <ProblemAlert error={create.error} />}
          <TextInput name="name" label={text('admin.people.name')} maxLength={100} required withAsterisk={false} />
          <TextInput
            name="email"
            type="email"
            label={text('signIn.email')}
            maxLength={254}
            required
            withAsterisk={false}
          />
          <NativeSelect
            name="role"
            label={text('admin.people.role')}
            data={ROLES.map((value) => ({ value, label: text(`admin.role.${value}`) }))}
          />
          <NativeSelect
            name="language"
            label={text('admin.people.language')}
            data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
          <Text size="sm">{text('admin.people.invited')}</Text>
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending}>
              {text('admin.people.create')}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </Page>
  );
}

function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
