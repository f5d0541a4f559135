import { Container, Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import { Page } from '../shell/page.tsx';
import { Preferences } from '../shell/preferences.tsx';

interface Props {
  readonly title: string;
  readonly notice?: ReactNode;
  readonly children: ReactNode;
}

/** For visitors who are not signed in, with a form. */
export function EntryPage({ title, notice, children }: Props) {
  return (
    <Container component="main" size={420} py="xl">
      <Page title={title}>
        {notice}
        <Paper withBorder p="lg">
          {children}
        </Paper>
        <Preferences />
      </Page>
    </Container>
  );
}
