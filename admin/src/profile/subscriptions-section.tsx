import type { EmailSubscription, EmailSubscriptions, User } from '@lyceum/sdk';
import { Loader } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { Section } from '../shell/section.tsx';
import { Checkbox } from '../shell/fields/checkbox.tsx';

const KEY = ['email-subscriptions'] as const;

const KINDS: ReadonlyArray<{ readonly kind: EmailSubscription; readonly isFor: (me: User) => boolean }> = [
  { kind: 'DAILY_SUMMARY', isFor: () => true },
  { kind: 'ONBOARDING_TIPS', isFor: () => true },
  { kind: 'WEEKLY_REPORT', isFor: ({ role }) => role === 'admin' },
  { kind: 'LOG_REMINDER', isFor: () => true },
  { kind: 'LOG_RETURNED', isFor: () => true },
  { kind: 'LOG_ALERT', isFor: () => true },
  { kind: 'LOG_DIGEST', isFor: () => true },
  { kind: 'ORG_JOIN_REQUESTS', isFor: () => true },
];

/** Which e-mails come by themselves. A tick is kept at once. */
export function SubscriptionsSection({ me }: { readonly me: User }) {
  const text = useText();
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => lyceum.emailSubscriptions.get({ signal }),
  });
  const [ticked, setTicked] = useState<EmailSubscriptions | null>(null);
  const replace = useMutation({
    mutationFn: async (given: EmailSubscriptions) => lyceum.emailSubscriptions.replace(given),
    // Serialized, so that the last tick wins.
    scope: { id: KEY[0] },
    onSuccess: (kept) => queries.setQueryData(KEY, kept),
    onError: () => setTicked(null),
  });
  const stopped = (ticked ?? data)?.stopped ?? [];
  const tick = (kind: EmailSubscription, isWanted: boolean) => {
    const others = stopped.filter((one) => one !== kind);
    const next = { stopped: isWanted ? others : [...others, kind] };
    setTicked(next);
    replace.mutate(next);
  };
  return (
    <Section title={text('profile.emails')} hint={text('profile.emails.hint')}>
      {replace.isError && <ProblemAlert error={replace.error} />}
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : (
        KINDS.filter(({ isFor }) => isFor(me)).map(({ kind }) => (
          <Checkbox
            key={kind}
            label={text(`profile.emails.${kind}`)}
            checked={!stopped.includes(kind)}
            onChange={({ currentTarget: { checked } }) => tick(kind, checked)}
          />
        ))
      )}
    </Section>
  );
}
