import type { DeadLetterDetails } from '@lyceum/sdk';
import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { useText } from '../../texts/use-text.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { retryConsequenceOf } from './job-words.ts';

export type Outcome = 'retried' | 'discarded';

interface Props {
  readonly letter: DeadLetterDetails;
  readonly onDone: (outcome: Outcome) => void;
}

/** Tries again, or gives it up for good. */
export function UndoneActions({ letter: { id, consumer }, onDone }: Props) {
  const text = useText();
  const queries = useQueryClient();
  const [open, setOpen] = useState<Outcome | null>(null);
  const settle = useMutation({
    mutationFn: async (outcome: Outcome) => {
      await (outcome === 'retried' ? lyceum.deadLetters.retry(id) : lyceum.deadLetters.delete(id));
      return outcome;
    },
    onSuccess: async (outcome) => {
      onDone(outcome);
      await queries.invalidateQueries({ queryKey: ['administration', 'undone', 'list'] });
    },
  });
  const begin = (outcome: Outcome) => {
    settle.reset();
    setOpen(outcome);
  };
  return (
    <>
      <Group>
        <Button onClick={() => begin('retried')}>{text('admin.retry')}</Button>
        <Button variant="default" onClick={() => begin('discarded')}>
          {text('admin.discard')}
        </Button>
      </Group>
      <ConfirmDialog
        title={text('admin.retry.title')}
        consequence={text(retryConsequenceOf(consumer))}
        submit={text('admin.retry.submit')}
        isOpen={open === 'retried'}
        isBusy={settle.isPending}
        isDone={settle.isSuccess}
        error={settle.error}
        onClose={() => setOpen(null)}
        onConfirm={() => settle.mutate('retried')}
      />
      <ConfirmDialog
        title={text('admin.discard.title')}
        consequence={text('admin.discard.consequence')}
        submit={text('admin.discard.submit')}
        isOpen={open === 'discarded'}
        isBusy={settle.isPending}
        isDone={settle.isSuccess}
        error={settle.error}
        onClose={() => setOpen(null)}
        onConfirm={() => settle.mutate('discarded')}
      />
    </>
  );
}
