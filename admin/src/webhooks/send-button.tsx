import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { WEBHOOKS } from './use-webhooks.ts';

interface Props<Answer> {
  readonly label: string;
  readonly send: () => PromiseLike<Answer>;
  readonly onDone: (answer: Answer) => void;
}

/** Has a message sent, which harms nobody: receivers know what they have got already. */
export function SendButton<Answer>({ label, send, onDone }: Props<Answer>) {
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: async () => send(),
    onSuccess: onDone,
    onSettled: () => void queries.invalidateQueries({ queryKey: WEBHOOKS }),
  });
  return (
    <>
      <Button loading={sending.isPending} onClick={() => sending.mutate()}>
        {label}
      </Button>
      {sending.isError && <ProblemAlert error={sending.error} />}
    </>
  );
}
