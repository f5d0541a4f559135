import { SlotTaken, type TimeSpan } from '@lyceum/sdk';
import { Button, Group, Modal, SimpleGrid, Stack } from '@mantine/core';
import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { Alternatives } from '../bookings/alternatives.tsx';
import { LONGEST_DESCRIPTION, LONGEST_LOCATION, LONGEST_TITLE } from '../bookings/lengths.ts';
import { fromLocalTime, toLocalTime } from '../bookings/local-time.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { Checkbox } from '../shell/fields/checkbox.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Textarea } from '../shell/fields/textarea.tsx';
import { Form } from '../shell/form.tsx';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { type OwnTime, type Repeat, type Repeated, REPEATS } from './repeats.ts';

const MOST_TIMES = 100;
const USUAL_TIMES = 10;

interface Props {
  /** What is proposed. */
  readonly time: TimeSpan;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onCreate: (booking: OwnTime, repeated: Repeated | null) => void;
}

/** A time of one's own, to which people are invited. */
export function CreateDialog({ time, isOpen, isBusy, error, onClose, onCreate }: Props) {
  const text = useText();
  const { zone } = useTimes();
  const [title, setTitle] = useState('');
  const [location, setLocation] = useState('');
  const [description, setDescription] = useState('');
  const [people, setPeople] = useState('');
  const [withSession, setWithSession] = useState(false);
  const [repeat, setRepeat] = useState<Repeat | null>(null);
  const [count, setCount] = useState(String(USUAL_TIMES));
  const [skipsTaken, setSkipsTaken] = useState(false);
  const [start, setStart] = useState(toLocalTime(time.start));
  const [end, setEnd] = useState(toLocalTime(time.end));
  const create = (chosen: TimeSpan) => {
    const attendees = people.split(',').flatMap((email) => (email.trim() === '' ? [] : [{ email: email.trim() }]));
    const [place, about] = [location, description].map((typed) => typed.trim() || null);
    const booking = { title, ...chosen, location: place ?? null, description: about ?? null, attendees, withSession };
    onCreate(booking, repeat && { repeat, times: Number(count), skipsTaken });
  };
  const choose = (free: TimeSpan) => {
    setStart(toLocalTime(free.start));
    setEnd(toLocalTime(free.end));
    create({ start: free.start, end: free.end });
  };
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    create({ start: fromLocalTime(start), end: fromLocalTime(end) });
  };
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={text('calendar.new.title')}
      closeButtonProps={{ 'aria-label': text('app.close') }}
    >
      <Form error={error} onSubmit={send}>
        <Stack>
          {error != null && <ProblemAlert error={error} />}
          {error instanceof SlotTaken && <Alternatives times={error.alternatives} onChoose={choose} />}
          <TextInput
            name="title"
            label={text('calendar.new.name')}
            value={title}
            onChange={({ currentTarget: { value } }) => setTitle(value)}
            maxLength={LONGEST_TITLE}
            required
            withAsterisk={false}
            data-autofocus
          />
          <TextInput
            type="datetime-local"
            name="start"
            label={text('calendar.new.start', { zone })}
            value={start}
            onChange={({ currentTarget: { value } }) => setStart(value)}
            required
            withAsterisk={false}
          />
          <TextInput
            type="datetime-local"
            name="end"
            label={text('calendar.new.end', { zone })}
            value={end}
            onChange={({ currentTarget: { value } }) => setEnd(value)}
            required
            withAsterisk={false}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <NativeSelect
              label={text('calendar.new.repeat')}
              value={repeat ?? ''}
              onChange={({ currentTarget: { value } }) => setRepeat(REPEATS.find((one) => one === value) ?? null)}
              data={[
                { value: '', label: text('calendar.new.once') },
                ...REPEATS.map((value) => ({ value, label: text(`calendar.new.repeat.${value}`) })),
              ]}
            />
            {repeat && (
              <TextInput
                type="number"
                name="rrule"
                min={2}
                max={MOST_TIMES}
                label={text('calendar.new.times')}
                value={count}
                onChange={({ currentTarget: { value } }) => setCount(value)}
                required
                withAsterisk={false}
              />
            )}
          </SimpleGrid>
          {repeat && (
            <Checkbox
              label={text('calendar.new.skip')}
              checked={skipsTaken}
              onChange={({ currentTarget: { checked } }) => setSkipsTaken(checked)}
            />
          )}
          <TextInput
            name="location"
            label={text('booking.where')}
            value={location}
            onChange={({ currentTarget: { value } }) => setLocation(value)}
            maxLength={LONGEST_LOCATION}
          />
          <Textarea
            name="description"
            label={text('booking.description')}
            value={description}
            onChange={({ currentTarget: { value } }) => setDescription(value)}
            maxLength={LONGEST_DESCRIPTION}
            autosize
          />
          <TextInput
            type="email"
            multiple
            name="attendees"
            label={text('calendar.new.people')}
            description={text('calendar.new.people.hint')}
            value={people}
            onChange={({ currentTarget: { value } }) => setPeople(value)}
          />
          <Checkbox
            name="withSession"
            label={text('calendar.new.withSession')}
            description={text('eventTypes.withSession.hint')}
            checked={withSession}
            onChange={({ currentTarget: { checked } }) => setWithSession(checked)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {text('calendar.new.leave')}
            </Button>
            <Button type="submit" loading={isBusy}>
              {text('calendar.new.submit')}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
