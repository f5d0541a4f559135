import type { CalendarFeed, NewCalendarFeed } from '@lyceum/sdk';
import { Anchor, Code, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { useOrganizations } from '../organizations/use-organizations.ts';
import { CopyButton } from '../shell/copy-button.tsx';
import { DialogButton } from '../shell/dialog-button.tsx';
import { textIn } from '../shell/form-values.ts';
import { Section } from '../shell/section.tsx';
import { useDone } from '../shell/use-done.tsx';
import { WholeList } from '../shell/whole-list.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { FEEDS, useBookableName, useFeeds, useManagedBookables } from './use-calendars.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { SearchSelect } from '../shell/fields/search-select.tsx';

const PROGRAMS = ['google', 'outlook', 'apple', 'thunderbird'] as const;

/** Secret addresses under which calendar programs read along. */
export function FeedsSection() {
  const text = useText();
  const done = useDone();
  const feeds = useFeeds();
  return (
    <Section title={text('feeds.title')} hint={text('feeds.hint')}>
      {done.message}
      <WholeList query={feeds} empty={text('feeds.empty')} cut={text('calendars.cut')}>
        {(found) => found.map((feed) => <Feed key={feed.id} feed={feed} onDone={done.say} />)}
      </WholeList>
      <Group>
        <NewFeedButton onDone={done.say} />
      </Group>
      <Stack gap="xs">
        <Title order={3} size="h5">
          {text('feeds.how')}
        </Title>
        <List>
          {PROGRAMS.map((program) => (
            <List.Item key={program}>{text(`feeds.how.${program}`)}</List.Item>
          ))}
        </List>
      </Stack>
    </Section>
  );
}

interface DoneProps {
  readonly onDone: (said: string) => void;
}

/** What a feed holds, in words; what is gone meanwhile has no name. */
function useFeedName({ scope, organizationId, bookableId }: CalendarFeed): string {
  const text = useText();
  const organization = useOrganizations().data?.data.find(({ id }) => id === organizationId);
  const ofBookable = useBookableName(bookableId);
  return scope === 'person' ? text('feeds.mine') : (organization?.name ?? ofBookable ?? text('feeds.other'));
}

function Feed({ feed, onDone }: DoneProps & { readonly feed: CalendarFeed }) {
  const text = useText();
  const { moment } = useTimes();
  const name = useFeedName(feed);
  const { id, url, createdAt, rotatedAt } = feed;
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs" style={{ overflowWrap: 'anywhere' }}>
        <Title order={3} size="h5">
          {name}
        </Title>
        {url === null ? <Text>{text('feeds.lost')}</Text> : <Code>{url}</Code>}
        <Text size="sm" c="dimmed">
          {text('feeds.since', { moment: moment(rotatedAt ?? createdAt) })}
        </Text>
        <Group>
          {url !== null && <CopyButton value={url} label={text('feeds.copy')} about={name} />}
          {url !== null && <Anchor href={url.replace(/^https?:/, 'webcal:')}>{text('feeds.open')}</Anchor>}
          <DialogButton
            label={text('feeds.rotate')}
            about={name}
            title={text('feeds.rotate.title')}
            submit={text('feeds.rotate.submit')}
            action={() => lyceum.calendarFeeds.rotate(id)}
            changes={FEEDS}
            onDone={() => onDone(text('feeds.rotated'))}
            says={text('feeds.rotate.text')}
          />
          <DialogButton
            label={text('calendars.remove')}
            about={name}
            title={text('feeds.remove.title')}
            submit={text('feeds.remove.submit')}
            isFinal
            action={() => lyceum.calendarFeeds.delete(id)}
            changes={FEEDS}
            onDone={() => onDone(text('feeds.removed'))}
            says={text('feeds.remove.text')}
          />
        </Group>
      </Stack>
    </Paper>
  );
}

function NewFeedButton({ onDone }: DoneProps) {
  const text = useText();
  return (
    <DialogButton
      label={text('feeds.new')}
      variant="filled"
      title={text('feeds.new.title')}
      submit={text('feeds.new.submit')}
      action={(given) => lyceum.calendarFeeds.create(feedOf(given))}
      changes={FEEDS}
      onDone={() => onDone(text('feeds.made'))}
      says={text('feeds.new.text')}
    >
      <FeedFields />
    </DialogButton>
  );
}

const ROOM = 'bookable';

/** Of oneself, an organization, or a room or a device, of which there may be many. */
function FeedFields() {
  const text = useText();
  const organizations = useOrganizations().data?.data ?? [];
  const bookables = useManagedBookables();
  const [of, setOf] = useState('');
  return (
    <>
      <NativeSelect
        name="of"
        label={text('feeds.of')}
        value={of}
        onChange={({ currentTarget: { value } }) => setOf(value)}
        data={[
          { value: '', label: text('feeds.mine') },
          { value: ROOM, label: text('feeds.ofRoom') },
          ...organizations.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        data-autofocus
      />
      {of === ROOM && <SearchSelect name="bookableId" label={text('feeds.room')} choices={bookables} isRequired />}
    </>
  );
}

function feedOf(given: FormData): NewCalendarFeed {
  const of = textIn(given, 'of');
  if (of === ROOM) return { scope: 'bookable', bookableId: textIn(given, 'bookableId') };
  return of === '' ? { scope: 'person' } : { scope: 'organization', organizationId: of };
}
