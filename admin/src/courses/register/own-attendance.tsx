import type { AttendanceStatus } from '@lyceum/sdk';
import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { Section } from '../../shell/section.tsx';
import { StateBadge, type Tone } from '../../shell/state-badge.tsx';
import { WholeList } from '../../shell/whole-list.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { COURSES } from '../course-queries.ts';
import { firstOf } from '../../shell/first-of.ts';
import { ATTENDANCES } from './marks.ts';

/** More than any offering has meetings. */
const MOST = 1000;

const TONES: Readonly<Record<AttendanceStatus, Tone>> = {
  present: 'good',
  late: 'waiting',
  excused: 'off',
  absent: 'bad',
};

/** To which meetings whoever is signed in came. */
export function OwnAttendance({ offeringId }: { readonly offeringId: string }) {
  const text = useText();
  const times = useTimes();
  const records = useQuery({
    queryKey: [...COURSES, 'own-attendance', offeringId],
    queryFn: ({ signal }) =>
      firstOf(lyceum.courseAttendance.list(offeringId, { limit: 100, sort: '-createdAt' }, { signal }), MOST),
  });
  const all = records.data?.data ?? [];
  const counted = Object.fromEntries(
    ATTENDANCES.map((status) => [status, all.filter((one) => one.status === status).length]),
  );
  return (
    <Section title={text('register.own')}>
      {all.length > 0 && <Text size="sm">{text('register.counts', counted)}</Text>}
      <WholeList query={records} empty={text('register.own.none')} cut={text('courses.cut')}>
        {(items) => (
          <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
            {items.map(({ id, weekNumber, meetingNumber, heldOn, status }) => (
              <Group key={id} component="li" justify="space-between" gap="xs">
                <div>
                  <Text size="sm">{text('register.meeting', { week: weekNumber, meeting: meetingNumber })}</Text>
                  <Text size="sm" c="dimmed">
                    {times.days({ from: heldOn, to: heldOn })}
                  </Text>
                </div>
                <StateBadge tone={TONES[status]}>{text(`register.status.${status}`)}</StateBadge>
              </Group>
            ))}
          </Stack>
        )}
      </WholeList>
    </Section>
  );
}
