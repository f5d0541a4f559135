import type { CourseOffering } from '@lyceum/sdk';
import { Text } from '@mantine/core';
import { fromLocalTime } from '../../bookings/local-time.ts';
import { lyceum } from '../../lyceum.ts';
import { DialogButton } from '../../shell/dialog-button.tsx';
import { Checkbox } from '../../shell/fields/checkbox.tsx';
import { SearchSelect } from '../../shell/fields/search-select.tsx';
import { TextInput } from '../../shell/fields/text-input.tsx';
import { textIn, textOrNull } from '../../shell/form-values.ts';
import { useText } from '../../texts/use-text.ts';
import { profilesOf, roomsOf } from '../choices.ts';
import { COURSES } from '../course-queries.ts';

const USUAL_MINUTES = 90;

interface Props {
  readonly offering: CourseOffering;
  readonly onDone: (said: string) => void;
}

/** One meeting, or one each week until the offering ends. */
export function NewMeetingsButton({ offering: { id, organizationId }, onDone }: Props) {
  const text = useText();
  return (
    <DialogButton
      label={text('timetable.new')}
      title={text('timetable.new.title')}
      submit={text('timetable.new.submit')}
      action={(given) => {
        const room = textOrNull(given, 'bookableId');
        const facilitatorId = textOrNull(given, 'facilitatorId');
        return lyceum.offeringMeetings.create(id, {
          start: fromLocalTime(textIn(given, 'start')),
          durationMinutes: Number(textIn(given, 'durationMinutes')),
          ...(given.has('weekly') ? { rrule: 'FREQ=WEEKLY' } : {}),
          ...(room === null ? {} : { bookableIds: [room] }),
          ...(facilitatorId === null ? {} : { facilitatorId }),
          withSession: given.has('withSession'),
          onConflict: given.has('skip') ? 'skip' : 'fail',
        });
      }}
      changes={COURSES}
      onDone={({ dates }) => {
        const count = dates.filter(({ outcome }) => outcome === 'created').length;
        onDone(text('timetable.made', { count, left: dates.length - count }));
      }}
    >
      <Text size="sm">{text('timetable.new.text')}</Text>
      <TextInput type="datetime-local" name="start" label={text('timetable.start')} required withAsterisk={false} />
      <TextInput
        type="number"
        name="durationMinutes"
        label={text('eventTypes.durations')}
        defaultValue={String(USUAL_MINUTES)}
        min={5}
        max={720}
        required
        withAsterisk={false}
      />
      <Checkbox name="weekly" label={text('timetable.weekly')} />
      <SearchSelect name="bookableId" label={text('timetable.room')} choices={roomsOf(organizationId)} />
      <SearchSelect
        name="facilitatorId"
        label={text('timetable.host')}
        choices={profilesOf(organizationId, 'facilitators')}
      />
      <Checkbox name="withSession" label={text('timetable.withSession')} />
      <Checkbox name="skip" label={text('timetable.skip')} />
    </DialogButton>
  );
}
