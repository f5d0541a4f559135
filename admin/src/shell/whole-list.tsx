import { Loader, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../texts/use-text.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface WholeAnswer<Item> {
  readonly data: readonly Item[];
  readonly meta: { readonly hasMore: boolean };
}

interface Props<Item> {
  readonly query: UseQueryResult<WholeAnswer<Item>>;
  /** What is said when there is nothing. */
  readonly empty: string;
  /** What is said when there is more than was asked for. */
  readonly cut: string;
  readonly children: (items: readonly Item[]) => ReactNode;
}

/** Things of which nobody has many: all of them at once, without pages. */
export function WholeList<Item>({ query: { data, error, isPending, refetch }, empty, cut, children }: Props<Item>) {
  const text = useText();
  return (
    <>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : data.data.length === 0 ? (
        <Text role="status">{empty}</Text>
      ) : (
        children(data.data)
      )}
      {data?.meta.hasMore && <Text>{cut}</Text>}
    </>
  );
}
