import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../texts/use-text.ts';

interface Props {
  readonly count: number;
  /** The links to the first and to the next page, where there are any. */
  readonly children: ReactNode;
}

/** Where a list goes on; the browser's own button goes back. */
export function MorePages({ count, children }: Props) {
  const text = useText();
  return (
    <Group justify="space-between">
      <Text size="sm" role="status">
        {text('admin.count', { count })}
      </Text>
      <Group>{children}</Group>
    </Group>
  );
}
