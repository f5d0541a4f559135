import { Alert, Code, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { CopyButton } from './copy-button.tsx';

interface Props {
  readonly title: string;
  /** What it is for, and that it is shown now and never again. */
  readonly hint: string;
  readonly secret: string;
}

/** A secret, which nobody is shown again. */
export function SecretNotice({ title, hint, secret }: Props) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), [secret]);
  return (
    <div role="status" ref={notice} tabIndex={-1}>
      <Alert variant="default" title={title}>
        <Stack gap="xs" align="flex-start">
          <Text>{hint}</Text>
          <Code>{secret}</Code>
          <CopyButton value={secret} />
        </Stack>
      </Alert>
    </div>
  );
}
