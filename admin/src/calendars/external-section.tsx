import type { ExternalCalendar } from '@lyceum/sdk';
import { Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { textIn } from '../shell/form-values.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { Section } from '../shell/section.tsx';
import { StateBadge } from '../shell/state-badge.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useDone } from '../shell/use-done.tsx';
import { WholeList } from '../shell/whole-list.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { EXTERNAL, useBookableName, useExternalCalendars, useManagedBookables } from './use-calendars.ts';
import { SearchSelect } from '../shell/fields/search-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';

const LONGEST_NAME = 100;
const LONGEST_ADDRESS = 2_048;

/** Calendars elsewhere, during whose events nobody can book. */
export function ExternalSection() {
  const text = useText();
  const done = useDone();
  const calendars = useExternalCalendars();
  return (
    <Section title={text('external.title')} hint={text('external.hint')}>
      {done.message}
      <WholeList query={calendars} empty={text('external.empty')} cut={text('calendars.cut')}>
        {(calendars) =>
          calendars.map((calendar) => <Calendar key={calendar.id} calendar={calendar} onDone={done.say} />)
        }
      </WholeList>
      <Group>
        <NewCalendarButton onDone={done.say} />
      </Group>
    </Section>
  );
}

interface DoneProps {
  readonly onDone: (said: string) => void;
}

function Calendar({ calendar, onDone }: DoneProps & { readonly calendar: ExternalCalendar }) {
  const text = useText();
  const queries = useQueryClient();
  const user = useUser();
  const { id, name, url, bookableId, version } = calendar;
  const ofBookable = useBookableName(bookableId === user.id ? null : bookableId);
  const sync = useMutation({
    mutationFn: async () => lyceum.externalCalendars.sync(id),
    onSettled: () => queries.invalidateQueries({ queryKey: EXTERNAL }),
  });
  const whose = bookableId === user.id ? text('external.mine') : (ofBookable ?? text('external.other'));
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs" align="flex-start" style={{ overflowWrap: 'anywhere' }}>
        <Title order={3} size="h5">
          {name}
        </Title>
        <Text size="sm" c="dimmed">
          {url}
        </Text>
        <Text size="sm">{text('external.takes', { whose })}</Text>
        <Reading calendar={calendar} />
        {sync.isError && <ProblemAlert error={sync.error} />}
        <Group>
          <SteadyButton
            variant="default"
            size="xs"
            isOff={sync.isPending}
            aria-label={`${text('external.sync')} (${name})`}
            onClick={() => sync.mutate()}
          >
            {text('external.sync')}
          </SteadyButton>
          <DialogButton
            label={text('bookables.edit')}
            about={name}
            title={text('bookables.edit.title', { name })}
            submit={text('eventTypes.save')}
            action={(given) => lyceum.externalCalendars.update(id, changeOf(given), { ifMatch: version })}
            changes={EXTERNAL}
            onDone={() => onDone(text('eventTypes.saved'))}
          >
            <NameField name={name} />
            <AddressField hint={text('external.url.kept')} />
          </DialogButton>
          <DialogButton
            label={text('calendars.remove')}
            about={name}
            title={text('external.remove.title', { name })}
            submit={text('external.remove.submit')}
            isFinal
            action={() => lyceum.externalCalendars.delete(id)}
            changes={EXTERNAL}
            onDone={() => onDone(text('external.removed', { name }))}
            says={text('external.remove.text')}
          />
        </Group>
      </Stack>
    </Paper>
  );
}

/** What came of reading it, in the server's own words where something is wrong. */
function Reading({ calendar }: { readonly calendar: ExternalCalendar }) {
  const text = useText();
  const { moment } = useTimes();
  const { lastStatus, lastError, lastSyncAt, eventCount, nextSyncAt, notes } = calendar;
  if (lastStatus === null || lastSyncAt === null)
    return <StateBadge tone="waiting">{text('external.state.unread')}</StateBadge>;
  return (
    <>
      <StateBadge tone={lastStatus === 'ok' ? 'good' : 'bad'}>{text(`external.state.${lastStatus}`)}</StateBadge>
      {lastError !== null && <Text lang="en">{lastError.message}</Text>}
      {lastError !== null && eventCount !== null && <Text size="sm">{text('external.stale')}</Text>}
      <Text size="sm">{text('external.read', { moment: moment(lastSyncAt), next: moment(nextSyncAt) })}</Text>
      {eventCount !== null && <Text size="sm">{text('external.events', { count: eventCount })}</Text>}
      {notes.length > 0 && (
        <List size="sm">
          {notes.map(({ code, effect, message, count }) => (
            <List.Item key={`${effect} ${code}`}>
              {text('external.note', { count })} <span lang="en">{message}</span>
            </List.Item>
          ))}
        </List>
      )}
    </>
  );
}

function NewCalendarButton({ onDone }: DoneProps) {
  const text = useText();
  const bookables = useManagedBookables();
  return (
    <DialogButton
      label={text('external.new')}
      variant="filled"
      title={text('external.new.title')}
      submit={text('external.new.submit')}
      action={(given) => {
        const bookableId = textIn(given, 'bookableId');
        const calendar = { name: textIn(given, 'name'), url: textIn(given, 'url') };
        return lyceum.externalCalendars.create({ ...calendar, ...(bookableId === '' ? {} : { bookableId }) });
      }}
      changes={EXTERNAL}
      onDone={({ name }) => onDone(text('external.added', { name }))}
      says={text('external.new.text')}
    >
      <NameField name="" />
      <AddressField />
      <SearchSelect
        name="bookableId"
        label={text('external.whose')}
        description={text('external.whose.hint')}
        choices={bookables}
      />
    </DialogButton>
  );
}

function NameField({ name }: { readonly name: string }) {
  const text = useText();
  return (
    <TextInput
      name="name"
      label={text('organization.name')}
      maxLength={LONGEST_NAME}
      defaultValue={name}
      required
      withAsterisk={false}
      data-autofocus
    />
  );
}

/** Nobody is shown the address again, so that one that is there stays when nothing is typed. */
function AddressField({ hint }: { readonly hint?: string }) {
  const text = useText();
  return (
    <TextInput
      name="url"
      type="url"
      label={text('webhooks.url')}
      placeholder="https://"
      maxLength={LONGEST_ADDRESS}
      description={hint}
      required={hint === undefined}
      withAsterisk={false}
    />
  );
}

function changeOf(given: FormData) {
  const url = textIn(given, 'url');
  return { name: textIn(given, 'name'), ...(url === '' ? {} : { url }) };
}
