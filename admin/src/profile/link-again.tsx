import { Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { onePress } from '../shell/one-press.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';
import { Outcome } from './outcome.tsx';

/** Asks for another mail by which to confirm the address. */
export function LinkAgain({ email }: { readonly email: string }) {
  const text = useText();
  const send = useMutation({ mutationFn: async () => lyceum.auth.requestEmailVerification() });
  return (
    <>
      {send.isError && <ProblemAlert error={send.error} />}
      <Group>
        <SteadyButton variant="default" isOff={send.isPending} onClick={onePress(() => send.mutate())}>
          {text('profile.email.again')}
        </SteadyButton>
        <Outcome text={send.isSuccess ? text('profile.email.sent', { email }) : null} />
      </Group>
    </>
  );
}
