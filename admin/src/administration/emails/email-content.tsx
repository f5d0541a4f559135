import { Box, Loader, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';

interface Props {
  readonly id: string;
  readonly subject: string;
}

/** What an e-mail says, as long as it is kept. */
export function EmailContent({ id, subject }: Props) {
  const text = useText();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['administration', 'emails', 'content', id],
    queryFn: ({ signal }) => lyceum.emails.getContent(id, { signal }),
  });
  return (
    <Section title={text('admin.email.content')}>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : data.html === null || data.text === null ? (
        <Text>
          {text(data.state === 'unreadable' ? 'admin.email.content.unreadable' : 'admin.email.content.removed')}
        </Text>
      ) : (
        <>
          <Text size="sm">{text('admin.email.content.masked')}</Text>
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            <Letter html={data.html} title={subject} />
            <Text
              component="pre"
              ff="monospace"
              size="sm"
              m={0}
              aria-label={text('admin.email.content.text')}
              style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
            >
              {data.text}
            </Text>
          </SimpleGrid>
        </>
      )}
    </Section>
  );
}

/** The document in a frame whose own policy runs and loads nothing. */
function Letter({ html, title }: { readonly html: string; readonly title: string }) {
  const [height, setHeight] = useState(480);
  const write = ({ currentTarget: { contentDocument } }: SyntheticEvent<HTMLIFrameElement>) => {
    if (!contentDocument) return;
    contentDocument.documentElement.innerHTML = html;
    // They would lead away, within the frame.
    for (const link of contentDocument.querySelectorAll('a')) link.removeAttribute('href');
    setHeight(contentDocument.documentElement.scrollHeight);
  };
  return (
    <Box
      component="iframe"
      src="/app/frame"
      sandbox="allow-same-origin"
      title={title}
      onLoad={write}
      w="100%"
      h={height}
      bd="1px solid var(--mantine-color-default-border)"
    />
  );
}
