import type { EventType } from '@lyceum/sdk';
import { Anchor, Code, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyButton } from '../shell/copy-button.tsx';
import { Section } from '../shell/section.tsx';
import { useText } from '../texts/use-text.ts';
import { bookingAddress, framingSites, inlineSnippet, popupSnippet } from './booking-address.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';

interface Props {
  readonly eventType: EventType;
}

/** How people get to the page on which they book it. */
export function SharingSection({ eventType }: Props) {
  const text = useText();
  const { isActive, isPublic } = eventType;
  const hidden = !isActive ? 'sharing.inactive' : 'sharing.hidden';
  return (
    <Section title={text('sharing.title')}>
      {isActive && isPublic ? (
        <>
          <Address eventType={eventType} />
          <Prefilled eventType={eventType} />
          <Embedded eventType={eventType} />
        </>
      ) : (
        <Text>{text(hidden)}</Text>
      )}
    </Section>
  );
}

function Address({ eventType: { slug } }: Props) {
  const text = useText();
  const address = bookingAddress(location.origin, slug);
  return (
    <>
      <Code>{address}</Code>
      <Group>
        <CopyButton value={address} label={text('sharing.copy')} />
        <Anchor href={address} target="_blank" rel="noopener">
          {text('sharing.look')}
        </Anchor>
      </Group>
    </>
  );
}

/** A link that leads to a day, or has chosen the duration. */
function Prefilled({ eventType: { slug, durations } }: Props) {
  const text = useText();
  const [date, setDate] = useState('');
  const [duration, setDuration] = useState('');
  const address = bookingAddress(location.origin, slug, { date, duration });
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {text('sharing.prefilled')}
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          type="date"
          label={text('sharing.day')}
          value={date}
          onChange={({ currentTarget: { value } }) => setDate(value)}
        />
        {durations.length > 1 && (
          <NativeSelect
            label={text('eventTypes.durations')}
            value={duration}
            onChange={({ currentTarget: { value } }) => setDuration(value)}
            data={[{ value: '', label: text('sharing.unchosen') }, ...durations.map(String)]}
          />
        )}
      </SimpleGrid>
      <Code>{address}</Code>
      <Group>
        <CopyButton value={address} label={text('sharing.prefilled.copy')} />
      </Group>
    </Stack>
  );
}

/** What other sites need to show the page in theirs. */
function Embedded({ eventType: { slug, title } }: Props) {
  const text = useText();
  const inline = inlineSnippet(location.origin, slug);
  const popup = popupSnippet(location.origin, slug, title);
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {text('sharing.embed')}
      </Title>
      <FramingSites slug={slug} />
      <Text>{text('sharing.inline')}</Text>
      <Code block>{inline}</Code>
      <Group>
        <CopyButton value={inline} label={text('sharing.inline.copy')} />
      </Group>
      <Text>{text('sharing.popup')}</Text>
      <Code block>{popup}</Code>
      <Group>
        <CopyButton value={popup} label={text('sharing.popup.copy')} />
      </Group>
    </Stack>
  );
}

/** Which sites may, the page itself says to browsers. */
function FramingSites({ slug }: { readonly slug: string }) {
  const text = useText();
  const { data } = useQuery({
    queryKey: ['framing-sites', slug],
    queryFn: async ({ signal }) => {
      const { headers } = await fetch(`/book/${slug}`, { method: 'HEAD', signal });
      return framingSites(headers.get('Content-Security-Policy') ?? '');
    },
  });
  if (data === undefined) return null;
  return (
    <Text style={{ overflowWrap: 'anywhere' }}>
      {data.length === 0 ? text('sharing.noSites') : text('sharing.sites', { sites: data.join(', ') })}
    </Text>
  );
}
