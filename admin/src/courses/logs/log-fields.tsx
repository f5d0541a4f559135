import { Button, Fieldset, Group, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useId } from 'react';
import { Textarea } from '../../shell/fields/textarea.tsx';
import { useText } from '../../texts/use-text.ts';
import { DUTIES, type Duty, DUTY_STATUSES, LONGEST_NOTES, type LogContent, MOST_MEETINGS } from './log-content.ts';

interface Props {
  readonly content: LogContent;
  /** Meetings of the week in the timetable; null where that has none, or is not known yet. */
  readonly planned: number | null;
  readonly isReadOnly: boolean;
  readonly onChange: (part: Partial<LogContent>) => void;
}

/** What a log says, by thumb: which meetings took place, how far each duty is, and what else there is to say. */
export function LogFields({ content, planned, isReadOnly, onChange }: Props) {
  const text = useText();
  return (
    <Stack>
      <Meetings attendance={content.attendance} planned={planned} isReadOnly={isReadOnly} onChange={onChange} />
      <Fieldset legend={text('logs.duties')}>
        <Stack gap="md">
          {DUTIES.map((duty) => (
            <DutyField
              key={duty}
              duty={duty}
              value={content[duty]}
              isReadOnly={isReadOnly}
              onChange={(value) => onChange({ [duty]: value })}
            />
          ))}
        </Stack>
      </Fieldset>
      <Textarea
        name="notes"
        label={text('logs.notes')}
        value={content.notes ?? ''}
        maxLength={LONGEST_NOTES}
        autosize
        minRows={3}
        size="md"
        readOnly={isReadOnly}
        onChange={({ currentTarget: { value } }) => onChange({ notes: value === '' ? null : value })}
      />
    </Stack>
  );
}

function Meetings({
  attendance,
  planned,
  isReadOnly,
  onChange,
}: Pick<Props, 'planned' | 'isReadOnly' | 'onChange'> & Pick<LogContent, 'attendance'>) {
  const text = useText();
  const put = (meetings: readonly boolean[]) => onChange({ attendance: [...meetings] });
  return (
    <Fieldset legend={text('logs.meetings')}>
      <Stack gap="sm">
        {attendance.length === 0 && <Text size="sm">{text('logs.meetings.none')}</Text>}
        {attendance.map((took, index) => (
          <Switch
            // A meeting is its place in the week.
            key={index}
            size="lg"
            withThumbIndicator={false}
            label={text('logs.meeting', { number: index + 1 })}
            checked={took}
            disabled={isReadOnly}
            onChange={({ currentTarget: { checked } }) => put(attendance.with(index, checked))}
          />
        ))}
        {planned !== null && planned !== attendance.length && (
          <Text size="sm" role="status">
            {text('logs.meetings.planned', { count: planned })}
          </Text>
        )}
        {!isReadOnly && (
          <Group gap="xs">
            <Button
              variant="default"
              size="xs"
              disabled={attendance.length === MOST_MEETINGS}
              onClick={() => put([...attendance, true])}
            >
              {text('logs.meetings.add')}
            </Button>
            <Button
              variant="default"
              size="xs"
              disabled={attendance.length === 0}
              onClick={() => put(attendance.slice(0, -1))}
            >
              {text('logs.meetings.remove')}
            </Button>
          </Group>
        )}
      </Stack>
    </Fieldset>
  );
}

interface DutyProps {
  readonly duty: Duty;
  readonly value: LogContent[Duty];
  readonly isReadOnly: boolean;
  readonly onChange: (value: LogContent[Duty]) => void;
}

/** The words of the page for values that the API has its own for. */
function DutyField({ duty, value, isReadOnly, onChange }: DutyProps) {
  const text = useText();
  const label = useId();
  return (
    <div>
      <Text size="sm" fw={500} id={label}>
        {text(`logs.duty.${duty}`)}
      </Text>
      <SegmentedControl
        fullWidth
        size="md"
        // Without one its words have the colours of the other theme for a moment.
        transitionDuration={0}
        aria-labelledby={label}
        readOnly={isReadOnly}
        disabled={isReadOnly}
        value={value}
        data={DUTY_STATUSES.map((status) => ({ value: status, label: text(`logs.status.${status}`) }))}
        onChange={onChange}
      />
    </div>
  );
}
