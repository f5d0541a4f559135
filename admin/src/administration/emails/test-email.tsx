import { ProblemError } from '@lyceum/sdk';
import { Alert, Button, Group, Loader } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { TextLink } from '../../shell/links.tsx';
import { onePress } from '../../shell/one-press.ts';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { useText } from '../../texts/use-text.ts';
import { emailKey } from './email-key.ts';

/** How often what came of it is asked for, while nothing has. */
const PAUSE_MS = 1000;

const SENDING = ['administration', 'emails', 'test'];

/** Sends an e-mail to whoever asks for it, and says what the mail server made of it. */
export function TestEmail() {
  const text = useText();
  const queries = useQueryClient();
  const send = useMutation({
    mutationKey: SENDING,
    mutationFn: async () => lyceum.emails.test(),
    onSuccess: async (email) => {
      queries.setQueryData(emailKey(email.id), email);
      await queries.invalidateQueries({ queryKey: ['administration', 'emails', 'list'] });
    },
  });
  // Asks the client, and not the last render, which a key that is held down may precede.
  const press = () => {
    if (queries.isMutating({ mutationKey: SENDING }) === 0) send.mutate();
  };
  return (
    <>
      <Group justify="flex-end">
        <Button variant="default" loading={send.isPending} onClick={onePress(press)}>
          {text('admin.email.test')}
        </Button>
      </Group>
      {send.isError && <Refusal error={send.error} />}
      <div role="status">{send.isSuccess && <Fate id={send.data.id} recipient={send.data.recipient} />}</div>
    </>
  );
}

/** That there were enough of them says when the next one can go. */
function Refusal({ error }: { readonly error: unknown }) {
  const text = useText();
  const seconds = error instanceof ProblemError && error.code === 'rate_limited' ? error.retryAfterSeconds : undefined;
  if (seconds === undefined) return <ProblemAlert error={error} />;
  return (
    <Alert role="alert" color="red">
      {text('admin.email.test.limited', { minutes: Math.ceil(seconds / 60) })}
    </Alert>
  );
}

function Fate({ id, recipient }: { readonly id: string; readonly recipient: string }) {
  const text = useText();
  const { data, error } = useQuery({
    queryKey: emailKey(id),
    queryFn: ({ signal }) => lyceum.emails.get(id, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'sent' || state.data?.lastError ? false : PAUSE_MS),
  });
  if (error) return <ProblemAlert error={error} />;
  const isRefused = data?.lastError != null && data.status !== 'sent';
  const isDone = isRefused || data?.status === 'sent';
  return (
    <Alert color={isRefused ? 'red' : isDone ? 'green' : 'gray'}>
      {!isDone && <Loader size="xs" mr="xs" aria-hidden />}
      {isRefused
        ? text('admin.email.test.refused', { recipient, error: data.lastError ?? '' })
        : text(isDone ? 'admin.email.test.accepted' : 'admin.email.test.waiting', { recipient })}{' '}
      <TextLink to="/admin/emails/$id" params={{ id }}>
        {text('admin.email.test.look')}
      </TextLink>
    </Alert>
  );
}
