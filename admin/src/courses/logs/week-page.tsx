import type { ActivityLog, LogExpectation } from '@lyceum/sdk';
import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useUser } from '../../session/use-signed-in-user.ts';
import { Form } from '../../shell/form.tsx';
import { ButtonLink, TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { useDone } from '../../shell/use-done.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { knowLog, type LoggedOffering, loggedOffering, titleOf } from '../course-queries.ts';
import { forgetLog, isKept, keepLog, type LogPlace } from './kept-logs.ts';
import { type LogContent, contentOf, freshContent, saysTheSame } from './log-content.ts';
import { LogFields } from './log-fields.tsx';
import { LogStateBadge } from './log-state-badge.tsx';
import { OtherLog } from './other-log.tsx';
import { newSubmission, submitLog } from './submit-log.ts';
import { useKeptLog } from './use-kept-log.ts';
import { readWeekSearch } from './week-search.ts';
import { daysOf, shownWeek, weeksIn } from './weeks.ts';

const route = getRouteApi('/logs/$offeringId');

/** The log of a week of an offering, to be written on a telephone. */
export function WeekPage() {
  const text = useText();
  const { offeringId } = route.useParams();
  const { week: asked } = readWeekSearch(route.useSearch());
  const { data, error, isPending, fetchStatus, refetch } = useQuery(loggedOffering(offeringId));
  if (isPending && fetchStatus === 'paused') return <Text role="status">{text('logs.offline')}</Text>;
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  if (!data)
    return (
      <Page title={text('app.failed')}>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      </Page>
    );
  const week = shownWeek(data.offering, asked);
  return <Week key={`${offeringId} ${week}`} logged={data} week={week} />;
}

interface WeekProps {
  readonly logged: LoggedOffering;
  readonly week: number;
}

function Week({ logged: { offering, logs, expectations }, week }: WeekProps) {
  const text = useText();
  const times = useTimes();
  const of = (number: number) => logs.find(({ weekNumber }) => weekNumber === number);
  const log = of(week);
  return (
    <Page title={titleOf(offering)}>
      <Group justify="space-between" gap="xs">
        <Text fw={700}>{text('logs.week', { week, weeks: weeksIn(offering) })}</Text>
        {log && <LogStateBadge state={log.state} />}
      </Group>
      <Text size="sm">{times.days(daysOf(offering, week))}</Text>
      <Due expectation={expectations.find(({ weekNumber }) => weekNumber === week)} />
      <WeekForm offeringId={offering.id} week={week} log={log} former={of(week - 1)} />
      <Group component="nav" aria-label={text('logs.weeks')} justify="space-between">
        {week > 1 ? <WeekLink week={week - 1} /> : <span />}
        <TextLink to="/logs">{text('logs.title')}</TextLink>
        {week < weeksIn(offering) ? <WeekLink week={week + 1} /> : <span />}
      </Group>
    </Page>
  );
}

function WeekLink({ week }: { readonly week: number }) {
  const text = useText();
  return (
    <ButtonLink from="/logs/$offeringId" to="." search={{ week }} variant="default" size="xs">
      {text('logs.weekNumber', { week })}
    </ButtonLink>
  );
}

function Due({ expectation }: { readonly expectation: LogExpectation | undefined }) {
  const text = useText();
  const times = useTimes();
  if (!expectation) return null;
  const { status, dueAt, waiveReason } = expectation;
  if (status === 'waived') return <Text size="sm">{text('logs.waived', { reason: waiveReason ?? '' })}</Text>;
  if (status !== 'due' && status !== 'missing') return null;
  return (
    <Text size="sm" fw={status === 'missing' ? 700 : 400}>
      {text(`logs.when.${status}`, { moment: times.moment(dueAt) })}
    </Text>
  );
}

interface FormProps {
  readonly offeringId: string;
  readonly week: number;
  readonly log: ActivityLog | undefined;
  readonly former: ActivityLog | undefined;
}

function WeekForm({ offeringId, week, log, former }: FormProps) {
  const text = useText();
  const queries = useQueryClient();
  const done = useDone();
  const { id: personId } = useUser();
  const place: LogPlace = { personId, offeringId, week };
  const kept = useKeptLog(place);
  const content = kept?.content ?? (log ? contentOf(log) : freshContent(former));
  const isAccepted = log?.state === 'accepted';
  const other = kept && log && log.version > (kept.base?.version ?? 0) && !saysTheSame(log, content) ? log : null;
  const present = log ? { id: log.id, version: log.version } : null;
  const base = kept ? kept.base : present;
  const change = (part: Partial<LogContent>) =>
    keepLog(place, {
      content: { ...content, ...part },
      base,
      // What waits goes as it is now.
      submission: kept?.submission ? newSubmission() : null,
    });
  const submit = useMutation({
    mutationFn: () => {
      keepLog(place, { content, base, submission: newSubmission() });
      return submitLog(place, (known) => knowLog(queries, known));
    },
    onSuccess: (became) => {
      if (became === 'submitted') done.say(text('logs.submitted'));
    },
  });
  return (
    <>
      {done.message}
      {log?.state === 'returned' && log.returnNote !== null && (
        <Alert color="red" title={text('logs.returned')}>
          <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{log.returnNote}</Text>
        </Alert>
      )}
      {isAccepted && <Text role="status">{text('logs.accepted')}</Text>}
      {other && !isAccepted && (
        <OtherLog
          log={other}
          onKeepMine={() =>
            keepLog(place, { content, base: { id: other.id, version: other.version }, submission: null })
          }
          onTakeOther={() => {
            forgetLog(place);
            done.say(text('logs.other.taken'));
          }}
        />
      )}
      {submit.isError && <ProblemAlert error={submit.error} />}
      <Form
        error={submit.error}
        onSubmit={(event) => {
          event.preventDefault();
          submit.mutate();
        }}
      >
        <Stack>
          {!isAccepted && !log && !kept && former && (
            <Group>
              <Button variant="default" onClick={() => change(contentOf(former))}>
                {text('logs.copy')}
              </Button>
            </Group>
          )}
          <LogFields
            content={content}
            planned={log?.plannedMeetings ?? null}
            isReadOnly={isAccepted}
            onChange={change}
          />
          {!isAccepted && (
            <>
              <Kept
                kept={kept !== null}
                isWaiting={kept !== null && kept.submission !== null}
                outlives={isKept(place)}
              />
              <Button type="submit" size="lg" fullWidth loading={submit.isPending} disabled={other !== null}>
                {text(log && log.state !== 'draft' ? 'logs.submitAgain' : 'logs.submit')}
              </Button>
            </>
          )}
        </Stack>
      </Form>
    </>
  );
}

interface KeptProps {
  readonly kept: boolean;
  readonly isWaiting: boolean;
  readonly outlives: boolean;
}

/** Where what is written is by now. */
function Kept({ kept, isWaiting, outlives }: KeptProps) {
  const text = useText();
  const said = !outlives ? 'logs.notKept' : isWaiting ? 'logs.waiting' : 'logs.kept';
  return (
    <Text size="sm" role="status">
      {kept ? text(said) : ''}
    </Text>
  );
}
