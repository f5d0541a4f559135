import { Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { Section } from '../shell/section.tsx';
import { useDone } from '../shell/use-done.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { ORGANIZATIONS } from './use-organizations.ts';

const MOST = 20;

/** Who wants whoever is signed in to join them: for those who have lost the e-mail, or never got it. */
export function ReceivedInvitations() {
  const text = useText();
  const times = useTimes();
  const navigate = useNavigate();
  const done = useDone();
  const { data, error, refetch } = useQuery({
    queryKey: [...ORGANIZATIONS, 'invitations'],
    queryFn: ({ signal }) => lyceum.invitations.list({ limit: MOST }, { signal }),
  });
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const invitations = data?.data ?? [];
  return (
    <>
      {done.message}
      {invitations.length > 0 && (
        <Section title={text('invitations.title')}>
          {invitations.map(({ id, organizationId, organizationName: name, inviterName, role, expiresAt }) => (
            <Paper key={id} withBorder p="sm" role="group" aria-label={name}>
              <Stack gap="xs" style={{ overflowWrap: 'anywhere' }}>
                <Text fw={600}>{name}</Text>
                <Text size="sm">
                  {text('invitations.by', {
                    name: inviterName,
                    role: text(`members.role.${role}`),
                    day: times.day(expiresAt),
                  })}
                </Text>
                <Group gap="xs">
                  <DialogButton
                    label={text('invitations.accept')}
                    about={name}
                    variant="filled"
                    title={text('invitations.accept.title', { name })}
                    submit={text('invitations.accept.submit')}
                    action={() => lyceum.invitations.accept(id)}
                    changes={ORGANIZATIONS}
                    onDone={() => void navigate({ to: '/organizations/$id/members', params: { id: organizationId } })}
                    says={text('invitations.accept.text')}
                  />
                  <DialogButton
                    label={text('invitations.decline')}
                    about={name}
                    title={text('invitations.decline.title', { name })}
                    submit={text('invitations.decline.submit')}
                    action={() => lyceum.invitations.decline(id)}
                    changes={ORGANIZATIONS}
                    onDone={() => done.say(text('invitations.declined', { name }))}
                    says={text('invitations.decline.text')}
                  />
                </Group>
              </Stack>
            </Paper>
          ))}
        </Section>
      )}
    </>
  );
}
