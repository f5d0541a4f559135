import { Alert, Button, Code, CopyButton, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useText } from '../texts/use-text.ts';

/** The secret of a webhook, which nobody is shown again. */
export function SecretNotice({ secret }: { readonly secret: string }) {
  const text = useText();
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), [secret]);
  return (
    <div role="status" ref={notice} tabIndex={-1}>
      <Alert variant="default" title={text('webhooks.secret.title')}>
        <Stack gap="xs" align="flex-start">
          <Text>{text('webhooks.secret.text')}</Text>
          <Code style={{ overflowWrap: 'anywhere' }}>{secret}</Code>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" size="xs" onClick={copy}>
                {text(copied ? 'webhooks.secret.copied' : 'webhooks.secret.copy')}
              </Button>
            )}
          </CopyButton>
        </Stack>
      </Alert>
    </div>
  );
}
