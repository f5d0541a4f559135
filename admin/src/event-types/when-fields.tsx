import type { EventType, EventTypeWindowKind } from '@lyceum/sdk';
import { Fieldset, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { useTyped } from '../shell/use-typed.ts';
import { ZoneField } from '../shell/zone-field.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { limitName } from './event-type-values.ts';

const DAY_MINUTES = 1_440;
const YEAR_MINUTES = 525_600;
const LEAST_STEP = 5;
const FARTHEST_DAYS = 3_650;
const USUAL_DAYS = 60;
const MOST_OF_LIMITS = { bookings: 100_000, minutes: 1_000_000 } as const;
const LIMITS = [
  { period: 'day', measure: 'bookings', label: 'eventTypes.limits.day.bookings' },
  { period: 'day', measure: 'minutes', label: 'eventTypes.limits.day.minutes' },
  { period: 'week', measure: 'bookings', label: 'eventTypes.limits.week.bookings' },
  { period: 'week', measure: 'minutes', label: 'eventTypes.limits.week.minutes' },
  { period: 'month', measure: 'bookings', label: 'eventTypes.limits.month.bookings' },
  { period: 'month', measure: 'minutes', label: 'eventTypes.limits.month.minutes' },
] as const;
const WINDOWS = ['', 'rolling', 'range'] as const satisfies readonly (EventTypeWindowKind | '')[];

interface Props {
  /** Absent when it is a new one. */
  readonly eventType: EventType | undefined;
}

/** At which times it can be booked, and how far ahead. */
export function WhenFields({ eventType }: Props) {
  const text = useText();
  const times = useTimes();
  const [timeZone, setTimeZone] = useState(eventType?.timeZone ?? times.zone);
  return (
    <Fieldset legend={text('eventTypes.when')}>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
          <Minutes
            name="minimumNoticeMinutes"
            label={text('eventTypes.notice')}
            most={YEAR_MINUTES}
            eventType={eventType}
          />
          <Minutes
            name="bufferBeforeMinutes"
            label={text('eventTypes.before')}
            most={DAY_MINUTES}
            eventType={eventType}
          />
          <Minutes
            name="bufferAfterMinutes"
            label={text('eventTypes.after')}
            most={DAY_MINUTES}
            eventType={eventType}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput
            type="number"
            min={LEAST_STEP}
            max={DAY_MINUTES}
            name="slotIntervalMinutes"
            label={text('eventTypes.step')}
            description={text('eventTypes.step.hint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            defaultValue={eventType?.slotIntervalMinutes ?? ''}
          />
          <ZoneField label={text('eventTypes.zone')} value={timeZone} onChange={setTimeZone} />
        </SimpleGrid>
        <WindowFields eventType={eventType} />
      </Stack>
    </Fieldset>
  );
}

interface MinutesProps extends Props {
  readonly name: 'minimumNoticeMinutes' | 'bufferBeforeMinutes' | 'bufferAfterMinutes';
  readonly label: string;
  readonly most: number;
}

function Minutes({ name, label, most, eventType }: MinutesProps) {
  return (
    <TextInput
      type="number"
      min={0}
      max={most}
      name={name}
      label={label}
      defaultValue={eventType?.[name] ?? 0}
      required
      withAsterisk={false}
    />
  );
}

function WindowFields({ eventType }: Props) {
  const text = useText();
  const before = eventType?.bookingWindow;
  const [kind, setKind] = useState<(typeof WINDOWS)[number]>(before?.kind ?? '');
  const typed = useTyped();
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
      <NativeSelect
        name="bookingWindow.kind"
        label={text('eventTypes.window')}
        value={kind}
        onChange={({ currentTarget: { value } }) => setKind(WINDOWS.find((one) => one === value) ?? '')}
        data={WINDOWS.map((value) => ({ value, label: text(`eventTypes.window.${value || 'any'}`) }))}
      />
      {kind === 'rolling' && (
        <TextInput
          type="number"
          min={0}
          max={FARTHEST_DAYS}
          label={text('eventTypes.window.days')}
          {...typed('bookingWindow.days', before?.days ?? USUAL_DAYS)}
          required
          withAsterisk={false}
        />
      )}
      {kind === 'range' &&
        (['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={text(`eventTypes.window.${end}`)}
            {...typed(`bookingWindow.${end}`, before?.[end])}
            required
            withAsterisk={false}
          />
        ))}
    </SimpleGrid>
  );
}

/** How much of it there is at most. */
export function LimitFields({ eventType }: Props) {
  const text = useText();
  return (
    <Fieldset legend={text('eventTypes.limits')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {text('eventTypes.limits.hint')}
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {LIMITS.map(({ period, measure, label }) => (
            <TextInput
              key={label}
              type="number"
              min={1}
              max={MOST_OF_LIMITS[measure]}
              name={limitName(period, measure)}
              label={text(label)}
              defaultValue={eventType?.limits[period]?.[measure] ?? ''}
            />
          ))}
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}
