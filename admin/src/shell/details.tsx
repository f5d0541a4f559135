import { Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
}

/** Names with what stands for each. */
export function Details({ children }: Props) {
  return (
    <Paper withBorder p="md">
      <Stack gap="md" component="dl" m={0}>
        {children}
      </Stack>
    </Paper>
  );
}

export function Detail({ name, children }: Props & { readonly name: string }) {
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <Text component="dt" fw={600} size="sm">
        {name}
      </Text>
      <dd style={{ margin: 0, whiteSpace: 'pre-line' }}>{children}</dd>
    </div>
  );
}
