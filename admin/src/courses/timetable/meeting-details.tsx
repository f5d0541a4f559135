import type { CourseMeeting } from '@lyceum/sdk';
import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { lyceum } from '../../lyceum.ts';
import { DialogButton } from '../../shell/dialog-button.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { COURSES } from '../course-queries.ts';

interface Props {
  readonly meeting: CourseMeeting;
  /** What it is called, with the way to its course where there is one. */
  readonly name: ReactNode;
  /** What else can be done about one that has not ended. */
  readonly children?: ReactNode;
}

/** What a meeting is, who holds it and where, whether it was moved or cancelled, and the way into its room. */
export function MeetingDetails({ meeting, name, children }: Props) {
  const text = useText();
  const times = useTimes();
  const { id, title, start, plannedStart, status, host, bookables, location, session, cancelReason } = meeting;
  const when = times.span(meeting);
  const isAhead = status === 'confirmed' && Date.parse(meeting.end) > Date.now();
  const places = [...bookables.map((room) => room.name), ...(location === null ? [] : [location])];
  const isMoved = Date.parse(start) !== Date.parse(plannedStart);
  return (
    <>
      <Text size="sm" c="dimmed">
        {name}
        {['', host.name, ...places].join(' · ')}
      </Text>
      {status === 'cancelled' && (
        <Text size="sm" fw={700}>
          {[text('timetable.cancelled'), ...(cancelReason ? [cancelReason] : [])].join(' ')}
        </Text>
      )}
      {isMoved && status !== 'cancelled' && (
        <Text size="sm" fw={700}>
          {text('timetable.moved', { when: times.moment(plannedStart) })}
        </Text>
      )}
      {isAhead && (session !== null || Boolean(children)) && (
        <Group mt="xs" gap="xs">
          {session && (
            <DialogButton
              label={text('timetable.join')}
              about={when}
              title={title}
              submit={text('timetable.join')}
              action={() => lyceum.courseMeetings.join(id)}
              changes={COURSES}
              onDone={() => window.location.assign(session.url)}
              says={text('timetable.join.text')}
            />
          )}
          {children}
        </Group>
      )}
    </>
  );
}
