import { Group, Loader, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { type TextKey, useText } from '../texts/use-text.ts';
import { ButtonLink } from './links.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface ListAnswer<Item> {
  readonly data: readonly Item[];
  readonly meta: { readonly nextCursor: string | null; readonly hasMore: boolean; readonly page?: number };
}

interface Props<Item> {
  readonly query: UseQueryResult<ListAnswer<Item>>;
  /** Of the page that the address asks for, or its number; absent for the first. */
  readonly cursor: string | number | undefined;
  /** How many there are on the page. */
  readonly count: TextKey;
  /** Why there are none, and what to do about it. */
  readonly empty: string;
  readonly children: (items: readonly Item[]) => ReactNode;
}

/** A page of a list, by cursor or number: while it loads, when it fails, when there is nothing, and where it goes on. */
export function Listed<Item>({
  query: { data, error, isPending, refetch },
  cursor,
  count,
  empty,
  children,
}: Props<Item>) {
  const text = useText();
  const status = useRef<HTMLParagraphElement>(null);
  // What was pressed may not be there on the next page, which begins here.
  const begin = () => status.current?.focus();
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  const next = data && placeAfter(data.meta);
  return (
    <>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      <Text size="sm" role="status" ref={status} tabIndex={-1}>
        {data && (data.data.length === 0 ? empty : text(count, { count: data.data.length }))}
      </Text>
      {data && data.data.length > 0 && children(data.data)}
      <Group justify="flex-end">
        {cursor !== undefined && (
          <ButtonLink
            to="."
            search={({ cursor: _cursor, page: _page, ...first }) => first}
            variant="default"
            onClick={begin}
          >
            {text('bookings.first')}
          </ButtonLink>
        )}
        {next !== undefined && (
          <ButtonLink to="." search={(search) => ({ ...search, ...next })} variant="default" onClick={begin}>
            {text('bookings.next')}
          </ButtonLink>
        )}
      </Group>
    </>
  );
}

/** @returns nothing after the last page */
function placeAfter({ nextCursor, hasMore, page }: ListAnswer<unknown>['meta']) {
  if (nextCursor !== null) return { cursor: nextCursor };
  return hasMore && page !== undefined ? { page: page + 1 } : undefined;
}
