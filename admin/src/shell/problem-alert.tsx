import { ConnectionError, ProblemError } from '@lyceum/sdk';
import { Alert, Button, Code, Stack, Text } from '@mantine/core';
import { useText } from '../texts/use-text.ts';

interface Props {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong: in the server's own words where it has any, which are English. */
export function ProblemAlert({ error, onRetry }: Props) {
  const text = useText();
  const problem = error instanceof ProblemError ? error : null;
  const said = error instanceof ConnectionError ? text('app.unreachable') : text('app.unexpected');
  return (
    <Alert role="alert" color="red" title={problem ? <span lang="en">{problem.title}</span> : text('app.failed')}>
      <Stack gap="xs" align="flex-start">
        {problem?.detail !== undefined && <Text lang="en">{problem.detail}</Text>}
        {problem?.errors.map(({ field, message }) => (
          <Text key={`${field} ${message}`} lang="en">{`${field} ${message}`}</Text>
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
