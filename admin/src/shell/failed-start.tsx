import { Container } from '@mantine/core';
import { useText } from '../texts/use-text.ts';
import { Page } from './page.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** In place of everything, while the server does not say who is signed in. */
export function FailedStart({ failure }: { readonly failure: unknown }) {
  const text = useText();
  return (
    <Container component="main" size={420} py="xl">
      <Page title={text('app.failed')}>
        <ProblemAlert error={failure} onRetry={() => location.reload()} />
      </Page>
    </Container>
  );
}
