import type { CreateEventType, EventType, OrganizationDetails } from '@lyceum/sdk';
import { Group, Paper, SimpleGrid, Stack } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { LANGUAGE_NAMES } from '../../room/language-names.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';
import { BookablesField } from './bookables-field.tsx';
import { bookingAddress } from './booking-address.ts';
import { hostsOf, valuesOf } from './event-type-values.ts';
import { HostsField } from './hosts-field.tsx';
import { type QuestionRow, QuestionsField } from './questions-field.tsx';
import { RemindersField } from './reminders-field.tsx';
import { ScheduleField } from './schedule-field.tsx';
import { LimitFields, WhenFields } from './when-fields.tsx';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Form } from '../shell/form.tsx';
import { Checkbox } from '../shell/fields/checkbox.tsx';
import { Textarea } from '../shell/fields/textarea.tsx';

const MOST_SEATS = 1_000;
const LONGEST_DESCRIPTION = 5_000;
/** Where more people than one can share a time, hosts do not take turns. */
const FIELDS = { seats_need_fixed_hosts: 'seats' };

interface Props {
  /** Absent when it is a new one. */
  readonly eventType?: EventType;
  /** Whose it is, for those who may say who gives it. */
  readonly organization?: OrganizationDetails | undefined;
  /** Null for one's own. */
  readonly organizationId: string | null;
  readonly submit: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** @param form with what is typed in it, also later */
  readonly onSave: (values: CreateEventType, form: HTMLFormElement) => void;
  /** What can be done about the error. */
  readonly children?: ReactNode;
}

/** What the form holds now. @param eventType as it was; none for a new one */
export function eventTypeIn(form: HTMLFormElement, userId: string, eventType: EventType | undefined): CreateEventType {
  const given = new FormData(form);
  return { ...valuesOf(given), ...hostsOf(given, userId, eventType) };
}

function rowsOf(eventType: EventType | undefined): QuestionRow[] {
  return eventType?.questions.map((saved, number) => ({ number, saved })) ?? [];
}

/** @param sent what was saved, in the order of the questions that are saved now */
function keyed(row: QuestionRow, sent: readonly QuestionRow[], eventType: EventType | undefined): QuestionRow {
  const saved = eventType?.questions[sent.findIndex(({ number }) => number === row.number)];
  return saved ? { ...row, saved } : row;
}

/** What people can book: how long, where, and under which conditions. */
export function EventTypeForm({
  eventType,
  organization,
  organizationId,
  submit,
  isBusy,
  error,
  onSave,
  children,
}: Props) {
  const text = useText();
  const user = useUser();
  const mine = eventType?.hosts.find(({ userId }) => userId === user.id);
  const [rows, setRows] = useState<readonly QuestionRow[]>(() => rowsOf(eventType));
  const [sent, setSent] = useState(rows);
  const [wasBusy, setWasBusy] = useState(isBusy);
  if (wasBusy !== isBusy) {
    // Whichever button sends it.
    setWasBusy(isBusy);
    if (isBusy) setSent(rows);
  }
  const [shown, setShown] = useState(eventType);
  if (shown !== eventType) {
    // It was saved, and more was typed meanwhile: what is new has a key now, by which it is known from here on.
    setShown(eventType);
    setRows(rows.map((row) => keyed(row, sent, eventType)));
  }
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSave(eventTypeIn(event.currentTarget, user.id, eventType), event.currentTarget);
  };
  return (
    <Paper withBorder p="md" component={Form} error={error} fields={FIELDS} onSubmit={send}>
      <Stack>
        {error != null && <ProblemAlert error={error} />}
        {children}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput
            name="title"
            label={text('eventTypes.name')}
            maxLength={200}
            defaultValue={eventType?.title}
            required
            withAsterisk={false}
          />
          <TextInput
            name="slug"
            label={text('eventTypes.slug')}
            description={bookingAddress(location.origin, '…')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            minLength={3}
            maxLength={64}
            pattern="[a-z0-9](-?[a-z0-9])*"
            title={text('eventTypes.slug.hint')}
            defaultValue={eventType?.slug}
          />
          <TextInput
            name="durations"
            label={text('eventTypes.durations')}
            inputMode="numeric"
            pattern="\s*\d+\s*(,\s*\d+\s*)*"
            title={text('eventTypes.durations.hint')}
            defaultValue={eventType?.durations.join(', ') ?? '60'}
            required
            withAsterisk={false}
          />
          <TextInput
            name="location"
            label={text('booking.where')}
            maxLength={500}
            defaultValue={eventType?.location ?? ''}
          />
        </SimpleGrid>
        <Textarea
          name="description"
          label={text('booking.description')}
          description={text('eventTypes.description.hint')}
          maxLength={LONGEST_DESCRIPTION}
          autosize
          minRows={3}
          defaultValue={eventType?.description ?? ''}
        />
        {organization && <HostsField eventType={eventType} organization={organization} />}
        {(mine ?? !eventType) && <ScheduleField scheduleId={mine?.scheduleId ?? null} />}
        <WhenFields eventType={eventType} />
        <LimitFields eventType={eventType} />
        <TextInput
          type="number"
          min={1}
          max={MOST_SEATS}
          name="seats"
          label={text('eventTypes.seats')}
          description={text('eventTypes.seats.hint')}
          defaultValue={eventType?.seats ?? 1}
          required
          withAsterisk={false}
        />
        <QuestionsField rows={rows} onChange={setRows} />
        <BookablesField organizationId={organizationId} requiredBookableIds={eventType?.requiredBookableIds ?? []} />
        <Checkbox name="isActive" label={text('eventTypes.isActive')} defaultChecked={eventType?.isActive ?? true} />
        <Checkbox name="isPublic" label={text('eventTypes.isPublic')} defaultChecked={eventType?.isPublic ?? true} />
        <Checkbox
          name="requiresConfirmation"
          label={text('eventTypes.requiresConfirmation')}
          defaultChecked={eventType?.requiresConfirmation ?? false}
        />
        <Checkbox
          name="withSession"
          label={text('eventTypes.withSession')}
          description={text('eventTypes.withSession.hint')}
          defaultChecked={eventType?.withSession ?? false}
        />
        <NativeSelect
          name="sessionLanguage"
          label={text('eventTypes.sessionLanguage')}
          defaultValue={eventType?.sessionLanguage ?? ''}
          data={[
            { value: '', label: text('eventTypes.sessionLanguage.usual') },
            ...Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label })),
          ]}
        />
        <RemindersField reminderMinutes={eventType?.reminderMinutes ?? null} />
        <TextInput
          type="url"
          name="successRedirectUrl"
          label={text('eventTypes.redirect')}
          description={text('eventTypes.redirect.hint')}
          placeholder="https://"
          maxLength={2000}
          pattern="https://.+"
          title={text('eventTypes.redirect.hint')}
          defaultValue={eventType?.successRedirectUrl ?? ''}
        />
        <Checkbox
          name="redirectsWithBooking"
          label={text('eventTypes.redirect.withBooking')}
          defaultChecked={eventType?.redirectsWithBooking ?? false}
        />
        <Checkbox
          name="redirectsInFrames"
          label={text('eventTypes.redirect.inFrames')}
          defaultChecked={eventType?.redirectsInFrames ?? false}
        />
        <Group justify="flex-end">
          <SteadyButton type="submit" isOff={isBusy}>
            {submit}
          </SteadyButton>
        </Group>
      </Stack>
    </Paper>
  );
}
