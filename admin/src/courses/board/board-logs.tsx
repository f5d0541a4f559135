import type { BoardLog, LogExpectation } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { DialogButton } from '../../shell/dialog-button.tsx';
import { DownloadButton } from '../../shell/download-button.tsx';
import { Textarea } from '../../shell/fields/textarea.tsx';
import { textIn } from '../../shell/form-values.ts';
import { TextLink } from '../../shell/links.tsx';
import { ListedTable } from '../../shell/listed-table.tsx';
import { only } from '../../shell/search-params.ts';
import { Section } from '../../shell/section.tsx';
import { StateBadge, type Tone } from '../../shell/state-badge.tsx';
import { useDone } from '../../shell/use-done.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { COURSES, titleOf } from '../course-queries.ts';
import { LogStateBadge } from '../logs/log-state-badge.tsx';
import { boardQueryOf, type BoardSearch } from './board-search.ts';

const LONGEST_REASON = 500;
const LONGEST_NOTE = 1000;

const TONES: Readonly<Record<LogExpectation['status'], Tone>> = {
  missing: 'bad',
  due: 'waiting',
  late: 'waiting',
  submitted: 'good',
  waived: 'off',
};

interface Props {
  readonly organizationId: string;
  readonly search: BoardSearch;
}

/** What the charts count, one by one, with what a manager does about it. */
export function BoardLogs({ organizationId, search }: Props) {
  const text = useText();
  const done = useDone();
  const { status, cursor } = search;
  const narrowed = { ...boardQueryOf(search), ...only('status', status) };
  const query = { ...narrowed, ...only('cursor', cursor) };
  const logs = useQuery({
    queryKey: [...COURSES, 'board-logs', organizationId, query],
    queryFn: ({ signal }) => lyceum.logBoard.listLogs(organizationId, query, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={text('board.logs')}>
      {done.message}
      <ListedTable
        query={logs}
        cursor={cursor}
        count="board.count"
        empty={text('board.none')}
        columns={[text('board.log'), text('board.status')]}
      >
        {(log) => <Row key={log.id} log={log} onDone={done.say} />}
      </ListedTable>
      <DownloadButton
        name="weekly-logs"
        read={(options) => lyceum.logBoard.getCsv(organizationId, narrowed, options)}
      />
    </Section>
  );
}

interface RowProps {
  readonly log: BoardLog;
  /** With what was done. */
  readonly onDone: (said: string) => void;
}

function Row({ log, onDone }: RowProps) {
  const text = useText();
  const times = useTimes();
  const { allocationId: offeringId, weekNumber: week, status, dueAt, submittedAt, waiveReason, facilitator } = log;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <TextLink to="/logs/$offeringId" params={{ offeringId }} search={{ week }}>
          {nameOf(log, text)}
        </TextLink>
        <Text size="sm">{facilitator?.user.name ?? text('board.nobody')}</Text>
        <Text size="sm" c="dimmed">
          {submittedAt === null
            ? text('board.due', { moment: times.moment(dueAt) })
            : text('board.submittedAt', { moment: times.moment(submittedAt) })}
        </Text>
        {waiveReason !== null && <Text size="sm">{waiveReason}</Text>}
      </Table.Td>
      <Table.Td>
        <Group gap="xs">
          <StateBadge tone={TONES[status]}>{text(`board.status.${status}`)}</StateBadge>
          {log.log && log.log.state !== 'submitted' && <LogStateBadge state={log.log.state} />}
        </Group>
        <Steps log={log} onDone={onDone} />
      </Table.Td>
    </Table.Tr>
  );
}

/** What a manager can do about it now. */
function Steps({ log, onDone }: RowProps) {
  const text = useText();
  const { id, status, log: written } = log;
  const about = nameOf(log, text);
  const shared = { about, title: about, changes: COURSES } as const;
  return (
    <Group gap="xs" mt="xs">
      {written?.state === 'submitted' && (
        <>
          <DialogButton
            {...shared}
            label={text('board.accept')}
            submit={text('board.accept.submit')}
            action={() => lyceum.activityTracker.accept(written.id, { ifMatch: written.version })}
            onDone={() => onDone(text('board.accepted', { log: about }))}
            says={text('board.accept.text')}
          />
          <DialogButton
            {...shared}
            label={text('board.return')}
            submit={text('board.return.submit')}
            action={(given) =>
              lyceum.activityTracker.return(written.id, { note: textIn(given, 'note') }, { ifMatch: written.version })
            }
            onDone={() => onDone(text('board.returned', { log: about }))}
          >
            <Textarea
              name="note"
              label={text('board.return.note')}
              maxLength={LONGEST_NOTE}
              required
              withAsterisk={false}
              autosize
              minRows={3}
              data-autofocus
            />
          </DialogButton>
        </>
      )}
      {(status === 'missing' || status === 'due') && (
        <DialogButton
          {...shared}
          label={text('board.waive')}
          submit={text('board.waive.submit')}
          action={(given) => lyceum.logExpectations.replaceWaiver(id, { reason: textIn(given, 'reason') })}
          onDone={() => onDone(text('board.waived', { log: about }))}
        >
          <Textarea
            name="reason"
            label={text('board.waive.reason')}
            maxLength={LONGEST_REASON}
            required
            withAsterisk={false}
            autosize
            minRows={2}
            data-autofocus
          />
        </DialogButton>
      )}
      {status === 'waived' && (
        <DialogButton
          {...shared}
          label={text('board.expect')}
          submit={text('board.expect.submit')}
          action={() => lyceum.logExpectations.deleteWaiver(id)}
          onDone={() => onDone(text('board.expected', { log: about }))}
          says={text('board.expect.text')}
        />
      )}
    </Group>
  );
}

function nameOf(log: BoardLog, text: ReturnType<typeof useText>): string {
  return text('logs.one', { offering: titleOf(log), week: log.weekNumber });
}
