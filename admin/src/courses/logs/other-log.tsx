import type { ActivityLog } from '@lyceum/sdk';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { DUTIES } from './log-content.ts';

interface Props {
  readonly log: ActivityLog;
  readonly onKeepMine: () => void;
  readonly onTakeOther: () => void;
}

/** What somebody else has written meanwhile, beside what is written here: nothing of either is lost unasked. */
export function OtherLog({ log, onKeepMine, onTakeOther }: Props) {
  const text = useText();
  const times = useTimes();
  const { attendance, notes, updatedAt } = log;
  return (
    <Alert color="red" role="alert" title={text('logs.other')}>
      <Stack gap="xs" style={{ overflowWrap: 'anywhere' }}>
        <Text size="sm">{text('logs.other.text', { moment: times.moment(updatedAt) })}</Text>
        <Stack gap={0} component="ul" m={0} pl="md">
          <li>{text('logs.other.meetings', { took: attendance.filter(Boolean).length, all: attendance.length })}</li>
          {DUTIES.map((duty) => (
            <li key={duty}>
              {text(`logs.duty.${duty}`)}: {text(`logs.status.${log[duty]}`)}
            </li>
          ))}
          {notes !== null && <li style={{ whiteSpace: 'pre-line' }}>{notes}</li>}
        </Stack>
        <Group>
          <Button variant="default" size="xs" onClick={onKeepMine}>
            {text('logs.other.keepMine')}
          </Button>
          <Button variant="default" size="xs" onClick={onTakeOther}>
            {text('logs.other.take')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
