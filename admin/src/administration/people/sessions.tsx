import type { LoginSession, User } from '@lyceum/sdk';
import { Group, Loader, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { DevicesTable } from '../../shell/devices-table.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { Section } from '../../shell/section.tsx';
import { SteadyButton } from '../../shell/steady-button.tsx';
import { useText } from '../../texts/use-text.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';

const MOST = 100;

/** Where somebody is signed in, and how to end it. */
export function Sessions({ person: { id, name } }: { readonly person: User }) {
  const text = useText();
  const queries = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  const [ending, setEnding] = useState<LoginSession | 'all' | null>(null);
  const queryKey = ['administration', 'sessions', id];
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => lyceum.userSessions.list(id, { limit: MOST }, { signal }),
  });
  const end = useMutation({
    mutationFn: async (which: LoginSession | 'all') => {
      if (which === 'all') return (await lyceum.userSessions.deleteAll(id)).ended;
      await lyceum.userSessions.delete(id, which.id);
      return 1;
    },
    onSuccess: () => {
      setEnding(null);
      // The button of its row is gone then.
      heading.current?.focus();
    },
    // Also when it failed: mostly it has ended by itself.
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const begin = (which: LoginSession | 'all') => {
    end.reset();
    setEnding(which);
  };
  const others = data?.data.filter(({ isCurrent }) => !isCurrent) ?? [];
  return (
    <Section title={text('admin.sessions')} headingRef={heading}>
      <div role="status">{end.isSuccess && <Text>{text('devices.ended', { count: end.data })}</Text>}</div>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : data.data.length === 0 ? (
        <Text>{text('admin.sessions.none')}</Text>
      ) : (
        <DevicesTable devices={data.data} isBusy={end.isPending} endText={text('admin.sessions.end')} onEnd={begin} />
      )}
      {others.length > 1 && (
        <Group justify="flex-end">
          <SteadyButton variant="default" isOff={end.isPending} onClick={() => begin('all')}>
            {text('admin.sessions.endAll')}
          </SteadyButton>
        </Group>
      )}
      <ConfirmDialog
        title={text('admin.sessions.title')}
        consequence={text(ending === 'all' ? 'admin.sessions.consequence.all' : 'admin.sessions.consequence', { name })}
        submit={text('admin.sessions.submit')}
        isOpen={ending !== null}
        isBusy={end.isPending}
        isDone={end.isSuccess}
        error={end.error}
        onClose={() => setEnding(null)}
        onConfirm={() => ending !== null && end.mutate(ending)}
      />
    </Section>
  );
}
