import { useText } from '../texts/use-text.ts';
import { Page } from './page.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface Props {
  readonly error: unknown;
  readonly reset: () => void;
}

/** In place of a page that could not be shown; the rest goes on. */
export function FailedPage({ error, reset }: Props) {
  const text = useText();
  return (
    <Page title={text('app.failed')}>
      <ProblemAlert error={error} onRetry={reset} />
    </Page>
  );
}
