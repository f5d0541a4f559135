import type { CourseMeeting, CourseOffering } from '@lyceum/sdk';
import { Group, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { fromLocalTime, toLocalTime } from '../../bookings/local-time.ts';
import { lyceum } from '../../lyceum.ts';
import { DialogButton } from '../../shell/dialog-button.tsx';
import { Checkbox } from '../../shell/fields/checkbox.tsx';
import { TextInput } from '../../shell/fields/text-input.tsx';
import { textIn } from '../../shell/form-values.ts';
import { ButtonLink } from '../../shell/links.tsx';
import { Section } from '../../shell/section.tsx';
import { useDone } from '../../shell/use-done.tsx';
import { WholeList } from '../../shell/whole-list.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { COURSES } from '../course-queries.ts';
import { MeetingDetails } from './meeting-details.tsx';
import { NewMeetingsButton } from './new-meetings.tsx';
import { weekOfTimetable } from './week-of-timetable.ts';

const route = getRouteApi('/courses/$offeringId');

interface Props {
  readonly offering: CourseOffering;
  readonly manages: boolean;
}

/** The meetings of an offering in a week; made, moved and cancelled by those who manage it. */
export function Timetable({ offering, manages }: Props) {
  const text = useText();
  const times = useTimes();
  const done = useDone();
  const { id } = offering;
  const { from, to, days, earlier, later } = weekOfTimetable(route.useSearch());
  const meetings = useQuery({
    queryKey: [...COURSES, 'meetings', id, from],
    queryFn: async ({ signal }) => {
      const { meetings: data } = await lyceum.offeringMeetings.list(id, { from, to }, { signal });
      return { data, meta: { hasMore: false } };
    },
  });
  return (
    <Section title={text('timetable.title')} hint={times.days(days)}>
      {done.message}
      <Group>
        <ButtonLink to="." search={{ week: earlier }} variant="default" resetScroll={false}>
          {text('timetable.earlier')}
        </ButtonLink>
        <ButtonLink to="." search={{ week: later }} variant="default" resetScroll={false}>
          {text('timetable.later')}
        </ButtonLink>
        {manages && offering.isActive && <NewMeetingsButton offering={offering} onDone={done.say} />}
      </Group>
      <WholeList query={meetings} empty={text('timetable.none')} cut="">
        {(items) => (
          <Table verticalSpacing="sm">
            <Table.Tbody>
              {items.map((meeting) => (
                <Row key={meeting.id} meeting={meeting} manages={manages} onDone={done.say} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </WholeList>
    </Section>
  );
}

interface RowProps {
  readonly meeting: CourseMeeting;
  readonly manages: boolean;
  readonly onDone: (said: string) => void;
}

function Row({ meeting, manages, onDone }: RowProps) {
  const text = useText();
  const { id, title, start } = meeting;
  const when = useTimes().span(meeting);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} style={{ overflowWrap: 'anywhere' }}>
        {when}
        <MeetingDetails meeting={meeting} name={title}>
          {manages && (
            <>
              <DialogButton
                label={text('timetable.move')}
                about={when}
                title={title}
                submit={text('timetable.move.submit')}
                action={(given) =>
                  lyceum.courseMeetings.reschedule(id, { start: fromLocalTime(textIn(given, 'start')) })
                }
                changes={COURSES}
                onDone={() => onDone(text('timetable.changed', { title }))}
              >
                <TextInput
                  type="datetime-local"
                  name="start"
                  label={text('timetable.start')}
                  defaultValue={toLocalTime(start)}
                  required
                  withAsterisk={false}
                />
              </DialogButton>
              <DialogButton
                label={text('timetable.cancel')}
                about={when}
                title={title}
                submit={text('timetable.cancel.submit')}
                isFinal
                action={(given) => {
                  const reason = textIn(given, 'reason');
                  const scope = given.has('following') ? 'following' : 'this';
                  return lyceum.courseMeetings.cancel(id, { scope, ...(reason === '' ? {} : { reason }) });
                }}
                changes={COURSES}
                onDone={() => onDone(text('timetable.changed', { title }))}
              >
                <TextInput name="reason" label={text('timetable.reason')} maxLength={500} />
                <Checkbox name="following" label={text('timetable.following')} />
              </DialogButton>
            </>
          )}
        </MeetingDetails>
      </Table.Th>
    </Table.Tr>
  );
}
