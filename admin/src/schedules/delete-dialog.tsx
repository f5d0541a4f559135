import type { Schedule } from '@lyceum/sdk';
import { Button, Group, List, Loader, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { firstOf } from '../shell/first-of.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';

/** Event types that are looked through. */
const MOST = 1_000;

interface Props {
  readonly schedule: Schedule;
  /** Of a room or a device, which event types take and choose no schedule for. */
  readonly isOfResource: boolean;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onDelete: () => void;
}

/** Says what goes by the schedule before it is deleted. */
export function DeleteDialog({ schedule, isOfResource, isOpen, isBusy, error, onClose, onDelete }: Props) {
  const text = useText();
  const ofDefault = isOfResource ? 'bookable.hours.delete.default' : 'schedules.delete.default';
  const ofOthers = isOfResource ? 'bookable.hours.delete.other' : 'schedules.delete.other';
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={text('schedules.delete.title')}
      closeButtonProps={{ 'aria-label': text('app.close') }}
    >
      <Stack>
        {error != null && <ProblemAlert error={error} />}
        <Text>{text(schedule.isDefault ? ofDefault : ofOthers)}</Text>
        {!isOfResource && <Dependents id={schedule.id} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {text('booking.keep')}
          </Button>
          <Button color="red" loading={isBusy} onClick={onDelete}>
            {text('schedules.delete.submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** The event types for which it was chosen, of those that are shown at all. */
function Dependents({ id }: { readonly id: string }) {
  const text = useText();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['event-types', 'list', 'of-schedule'],
    queryFn: ({ signal }) => firstOf(lyceum.eventTypes.list({ limit: 100 }, { signal }), MOST),
  });
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  const chosen = data.data.filter(({ hosts }) => hosts.some(({ scheduleId }) => scheduleId === id));
  return (
    <>
      {chosen.length > 0 && (
        <div>
          <Text>{text('schedules.delete.chosen')}</Text>
          <List style={{ overflowWrap: 'anywhere' }}>
            {chosen.map((eventType) => (
              <List.Item key={eventType.id}>{eventType.title}</List.Item>
            ))}
          </List>
        </div>
      )}
      {data.meta.hasMore && <Text>{text('schedules.delete.cut')}</Text>}
    </>
  );
}
