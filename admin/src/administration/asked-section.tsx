import { Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { Section } from '../shell/section.tsx';
import { useText } from '../texts/use-text.ts';

interface Props<Data> {
  readonly title: string;
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
}

/** A part of a page that is asked for by itself: what fails in one leaves the others as they are. */
export function AskedSection<Data>({ title, query: { data, error, refetch }, children }: Props<Data>) {
  const text = useText();
  return (
    <Section title={title}>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : (
        children(data)
      )}
    </Section>
  );
}
