import type { Bookable } from '@lyceum/sdk';
import { Group, Loader, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { DefaultBadge } from '../schedules/schedule-actions.tsx';
import { hoursOf, USUAL_WEEK } from '../schedules/schedule-draft.ts';
import { useNewSchedule, useSchedules } from '../schedules/use-schedules.ts';
import { TextLink } from '../shell/links.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { Section } from '../shell/section.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';

/** The schedules of a room or a device; one is made with the hours that most have, to change on its page. */
export function OpeningHours({ bookable: { id, timeZone } }: { readonly bookable: Bookable }) {
  const text = useText();
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useSchedules(id);
  const create = useNewSchedule();
  const make = () =>
    create.mutate(
      {
        name: text('bookable.hours.name'),
        bookableId: id,
        timeZone: timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
        weekly: USUAL_WEEK,
      },
      { onSuccess: (schedule) => void navigate({ to: '/schedules/$id', params: { id: schedule.id } }) },
    );
  return (
    <Section title={text('bookable.hours')} hint={text('bookable.hours.hint')}>
      {create.isError && <ProblemAlert error={create.error} />}
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : data.length === 0 ? (
        <Group justify="space-between">
          <Text role="status">{text('bookable.hours.none')}</Text>
          <SteadyButton variant="default" isOff={create.isPending} onClick={make}>
            {text('bookable.hours.make')}
          </SteadyButton>
        </Group>
      ) : (
        data.map((schedule) => (
          <Group key={schedule.id} gap="xs">
            <TextLink to="/schedules/$id" params={{ id: schedule.id }}>
              {schedule.name}
            </TextLink>
            <Text>{text('schedules.perWeek', { hours: hoursOf(schedule.weekly) })}</Text>
            {schedule.isDefault && <DefaultBadge />}
          </Group>
        ))
      )}
    </Section>
  );
}
