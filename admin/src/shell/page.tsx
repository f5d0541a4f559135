import { Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../texts/use-text.ts';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

/** Whether a page was shown before this one: whoever comes from there is told that another one is here. */
let isFirst = true;

/** A page with its heading, which has the focus after a change of pages, as it would after a link of a document. */
export function Page({ title, children }: Props) {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const name = text('app.name');
  useEffect(() => {
    document.title = `${title} – ${name}`;
  }, [title, name]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
    isFirst = false;
  }, []);
  return (
    <Stack gap="md" maw={1100} mx="auto">
      <Title order={1} size="h2" ref={heading} tabIndex={-1} style={{ outline: 'none', overflowWrap: 'anywhere' }}>
        {title}
      </Title>
      {children}
    </Stack>
  );
}
