import type { NotificationPreferences } from '@lyceum/sdk';
import { Loader } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { Checkbox } from '../shell/fields/checkbox.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { Section } from '../shell/section.tsx';
import { useText } from '../texts/use-text.ts';

const KEY = ['preferences'] as const;

const NOTICES = ['collaboratorJoined', 'sessionShared'] as const satisfies ReadonlyArray<keyof NotificationPreferences>;

/** Of what happens in rooms somebody is notified. A tick is kept at once. */
export function NoticesSection() {
  const text = useText();
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => lyceum.userPreferences.get({ signal }),
  });
  const [ticked, setTicked] = useState<Partial<NotificationPreferences>>({});
  const change = useMutation({
    mutationFn: async (notifications: Partial<NotificationPreferences>) =>
      lyceum.userPreferences.update({ notifications }),
    // Serialized, so that the last tick wins.
    scope: { id: KEY[0] },
    onSuccess: (kept) => queries.setQueryData(KEY, kept),
    onError: () => setTicked({}),
  });
  const shown = { ...data?.notifications, ...ticked };
  const tick = (notice: (typeof NOTICES)[number], isWanted: boolean) => {
    setTicked((before) => ({ ...before, [notice]: isWanted }));
    change.mutate({ [notice]: isWanted });
  };
  return (
    <Section title={text('profile.notices')} hint={text('profile.notices.hint')}>
      {change.isError && <ProblemAlert error={change.error} />}
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : (
        NOTICES.map((notice) => (
          <Checkbox
            key={notice}
            label={text(`profile.notices.${notice}`)}
            checked={shown[notice] ?? true}
            onChange={({ currentTarget: { checked } }) => tick(notice, checked)}
          />
        ))
      )}
    </Section>
  );
}
