import type { DeadLetterDetails } from '@lyceum/sdk';
import { Code, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { useText } from '../../texts/use-text.ts';
import { Detail, Details } from '../../shell/details.tsx';
import { DoneAlert } from '../done-alert.tsx';
import { useFormats } from '../use-formats.ts';
import { Concerned } from './concerned.tsx';
import { workOf } from './job-words.ts';
import { type Outcome, UndoneActions } from './undone-actions.tsx';

const route = getRouteApi('/admin/undone/$id');

/** One message that a consumer gave up on: what was not done, for whom, and what can be done about it. */
export function UndonePage() {
  const text = useText();
  const { id } = route.useParams();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['administration', 'undone', 'one', id],
    queryFn: ({ signal }) => lyceum.deadLetters.get(id, { signal }),
    // It is gone after that.
    enabled: outcome === null,
  });
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  const work = data && workOf(data.consumer);
  return (
    <Page title={work ? text(work) : (data?.consumer ?? text('app.failed'))} key={id}>
      <TextLink to="/admin/jobs">{text('admin.jobs.back')}</TextLink>
      {outcome && <DoneAlert>{text(outcome === 'retried' ? 'admin.retried' : 'admin.discarded')}</DoneAlert>}
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          {outcome === null && <UndoneActions letter={data} onDone={setOutcome} />}
          <UndoneDetails letter={data} />
        </>
      )}
    </Page>
  );
}

function UndoneDetails({ letter }: { readonly letter: DeadLetterDetails }) {
  const text = useText();
  const formats = useFormats();
  const { messageName, error, attempts, failedAt, messageCreatedAt, requestId, payload } = letter;
  return (
    <Details>
      <Concerned letter={letter} />
      <Detail name={text('admin.undone.error')}>
        <Text lang="en">{error}</Text>
      </Detail>
      <Detail name={text('admin.undone.since')}>
        {text('admin.undone.tried', {
          attempts,
          from: formats.moment(messageCreatedAt),
          to: formats.moment(failedAt),
        })}
      </Detail>
      <Detail name={text('admin.undone.technical')}>
        <Code block>{JSON.stringify({ message: messageName, requestId, payload }, null, 2)}</Code>
      </Detail>
    </Details>
  );
}
