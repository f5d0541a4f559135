import type { Schedule } from '@lyceum/sdk';
import { Button, Group, Loader, Paper, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type SyntheticEvent, useState } from 'react';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { DefaultBadge } from './schedule-actions.tsx';
import { hoursOf, USUAL_WEEK } from './schedule-draft.ts';
import { useNewSchedule, useSchedules } from './use-schedules.ts';
import { ZoneField } from '../shell/zone-field.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Form } from '../shell/form.tsx';

const LONGEST_NAME = 100;

/** When whoever is signed in can be booked, in as many schedules as they have. */
export function SchedulesPage() {
  const text = useText();
  const { data, error, isPending, refetch } = useSchedules();
  return (
    <Page title={text('schedules.title')}>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : data.length === 0 ? (
        <Text role="status">{text('schedules.empty')}</Text>
      ) : (
        <SchedulesTable schedules={data} />
      )}
      <NewSchedule />
    </Page>
  );
}

function SchedulesTable({ schedules }: { readonly schedules: readonly Schedule[] }) {
  const text = useText();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('schedules.name')}</Table.Th>
          <Table.Th scope="col">{text('schedules.hours')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {schedules.map(({ id, name, timeZone, isDefault, weekly }) => (
          <Table.Tr key={id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <Group gap="xs">
                <TextLink to="/schedules/$id" params={{ id }}>
                  {name}
                </TextLink>
                {isDefault && <DefaultBadge />}
              </Group>
              <Text size="sm" c="dimmed">
                {timeZone}
              </Text>
            </Table.Td>
            <Table.Td>{text('schedules.perWeek', { hours: hoursOf(weekly) })}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Made with the hours that most have, to change on its page. */
function NewSchedule() {
  const text = useText();
  const navigate = useNavigate();
  const create = useNewSchedule();
  const [name, setName] = useState('');
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(
      { name, timeZone, weekly: USUAL_WEEK },
      { onSuccess: ({ id }) => void navigate({ to: '/schedules/$id', params: { id } }) },
    );
  };
  return (
    <Paper withBorder p="md" component={Form} error={create.error} aria-label={text('schedules.new')} onSubmit={send}>
      <Stack>
        {create.isError && <ProblemAlert error={create.error} />}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput
            name="name"
            label={text('schedules.new')}
            placeholder={text('schedules.new.example')}
            maxLength={LONGEST_NAME}
            value={name}
            onChange={({ currentTarget: { value } }) => setName(value)}
            required
            withAsterisk={false}
          />
          <ZoneField label={text('schedules.zone')} value={timeZone} onChange={setTimeZone} />
        </SimpleGrid>
        <Group justify="flex-end">
          <Button type="submit" loading={create.isPending}>
            {text('eventTypes.create')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
