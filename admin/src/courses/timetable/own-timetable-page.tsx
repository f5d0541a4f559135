import type { CourseMeeting } from '@lyceum/sdk';
import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toLocalTime } from '../../bookings/local-time.ts';
import { ButtonLink, TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { WholeList } from '../../shell/whole-list.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { ownMeetings } from '../course-queries.ts';
import { MeetingDetails } from './meeting-details.tsx';
import {
  type OwnTimetableSearch,
  readOwnTimetableSearch,
  TIMETABLE_VIEWS,
  weekOfTimetable,
} from './week-of-timetable.ts';

const route = getRouteApi('/courses/timetable');
/** Weeks of a list. */
const LISTED = 4;
const PLAIN_LIST = { component: 'ul', p: 0, m: 0, style: { listStyle: 'none' } } as const;

/** The meetings of everything that whoever is signed in teaches or learns: a week by days, or four weeks as a list. */
export function OwnTimetablePage() {
  const text = useText();
  const times = useTimes();
  const search = readOwnTimetableSearch(route.useSearch());
  const view = search.view ?? 'week';
  const { from, to, days, each, earlier, later } = weekOfTimetable(search, undefined, view === 'week' ? 1 : LISTED);
  const meetings = useQuery({ ...ownMeetings({ from, to }), placeholderData: keepPreviousData });
  const at = (week: string): OwnTimetableSearch => ({ ...search, week });
  return (
    <Page title={text('timetable.own')}>
      <TextLink to="/courses">{text('courses.offerings')}</TextLink>
      <Group justify="space-between" component="nav" aria-label={text('timetable.views')}>
        <Group gap="xs">
          <ButtonLink to="/courses/timetable" search={at(earlier)} variant="default">
            {text('timetable.before')}
          </ButtonLink>
          <ButtonLink to="/courses/timetable" search={at(later)} variant="default">
            {text('timetable.after')}
          </ButtonLink>
        </Group>
        <Group gap="xs">
          {TIMETABLE_VIEWS.map((one) => (
            <ButtonLink
              key={one}
              to="/courses/timetable"
              search={{ ...search, view: one }}
              variant={one === view ? 'filled' : 'default'}
              aria-current={one === view ? 'true' : undefined}
            >
              {text(`timetable.view.${one}`)}
            </ButtonLink>
          ))}
        </Group>
      </Group>
      <Title order={2} size="h4" aria-live="polite">
        {times.days(days)}
      </Title>
      <Text size="sm" c="dimmed">
        {text('timetable.zone', { zone: times.zone })}
      </Text>
      <WholeList query={meetings} empty={text('timetable.none.own')} cut="">
        {(items) => (view === 'week' ? <Week days={each} meetings={items} /> : <List meetings={items} />)}
      </WholeList>
    </Page>
  );
}

interface Props {
  readonly meetings: readonly CourseMeeting[];
}

/** Beside each other where there is room for it, else below each other. */
function Week({ days, meetings }: Props & { readonly days: readonly string[] }) {
  const text = useText();
  const times = useTimes();
  return (
    <SimpleGrid cols={{ base: 1, lg: days.length }} spacing="xs">
      {days.map((day) => {
        const own = meetings.filter(({ start }) => toLocalTime(start).startsWith(day));
        return (
          <Stack key={day} gap="xs" component="section" aria-label={times.weekday(day)}>
            <Title order={3} size="h6">
              {times.weekday(day)}
            </Title>
            {own.length === 0 ? (
              <Text size="sm" c="dimmed">
                {text('timetable.day.none')}
              </Text>
            ) : (
              <Stack gap="xs" {...PLAIN_LIST}>
                {own.map((meeting) => (
                  <Meeting key={meeting.id} meeting={meeting} when={times.hours(meeting)} />
                ))}
              </Stack>
            )}
          </Stack>
        );
      })}
    </SimpleGrid>
  );
}

function List({ meetings }: Props) {
  const times = useTimes();
  return (
    <Stack gap="xs" {...PLAIN_LIST}>
      {meetings.map((meeting) => (
        <Meeting key={meeting.id} meeting={meeting} when={times.span(meeting)} />
      ))}
    </Stack>
  );
}

function Meeting({ meeting, when }: { readonly meeting: CourseMeeting; readonly when: string }) {
  const [offering] = meeting.offerings;
  const isOff = meeting.status === 'cancelled';
  return (
    <Paper withBorder p="xs" component="li" style={{ overflowWrap: 'anywhere' }}>
      <Text fw={700} {...(isOff ? { td: 'line-through' } : {})}>
        {when}
      </Text>
      <MeetingDetails
        meeting={meeting}
        name={
          offering ? (
            <TextLink to="/courses/$offeringId" params={{ offeringId: offering.id }} inherit underline="always">
              {meeting.title}
            </TextLink>
          ) : (
            meeting.title
          )
        }
      />
    </Paper>
  );
}
