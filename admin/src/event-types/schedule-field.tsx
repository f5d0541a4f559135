import { Text } from '@mantine/core';
import { useSchedules } from '../schedules/use-schedules.ts';
import { TextLink } from '../shell/links.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';

interface Props {
  /** Null for the default one. */
  readonly scheduleId: string | null;
}

/** By which of their schedules whoever is signed in is booked; there is no field until it is known which there are. */
export function ScheduleField({ scheduleId }: Props) {
  const text = useText();
  const { data, error, refetch } = useSchedules();
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  if (data.length === 0)
    return (
      <Text size="sm">
        {text('eventTypes.schedule.none')}{' '}
        <TextLink to="/schedules" underline="always">
          {text('schedules.title')}
        </TextLink>
      </Text>
    );
  const name = data.find(({ isDefault }) => isDefault)?.name ?? '';
  return (
    <NativeSelect
      name="scheduleId"
      label={text('eventTypes.schedule')}
      defaultValue={scheduleId ?? ''}
      data={[
        { value: '', label: text('eventTypes.schedule.default', { name }) },
        ...data.map((schedule) => ({ value: schedule.id, label: schedule.name })),
      ]}
    />
  );
}
