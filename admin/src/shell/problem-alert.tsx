import { ConnectionError, ProblemError } from '@lyceum/sdk';
import { Alert, Button, Code, Stack, Text } from '@mantine/core';
import { problemSaid } from '../texts/problems.ts';
import { useText } from '../texts/use-text.ts';

interface Props {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong: by the code of the problem in the language of the page, else in the server's own words, which are English. */
export function ProblemAlert({ error, onRetry }: Props) {
  const text = useText();
  const problem = error instanceof ProblemError ? error : null;
  const words = problem && problemSaid(problem);
  const said = error instanceof ConnectionError ? text('app.unreachable') : text('app.unexpected');
  return (
    <Alert
      role="alert"
      color="red"
      title={words ? <span lang={words.title.lang}>{words.title.text}</span> : text('app.failed')}
    >
      <Stack gap="xs" align="flex-start">
        {words?.detail && <Text lang={words.detail.lang}>{words.detail.text}</Text>}
        {words?.faults.map((fault) => (
          <Text key={fault.text} lang={fault.lang}>
            {fault.text}
          </Text>
        ))}
        {!problem && <Text>{said}</Text>}
        {problem && problem.status >= 500 && <Code>{text('app.requestId', { id: problem.requestId })}</Code>}
        {onRetry && (
          <Button variant="default" size="xs" onClick={onRetry}>
            {text('app.retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
