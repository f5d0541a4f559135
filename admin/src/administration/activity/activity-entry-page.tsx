import type { AuditEntry } from '@lyceum/sdk';
import { Code, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { Detail, Details } from '../../shell/details.tsx';
import { TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { ActionWords } from './action-words.tsx';
import { LevelBadge } from './level-badge.tsx';

const route = getRouteApi('/admin/activity/$id');

/** All that one entry of the audit log says. */
export function ActivityEntryPage() {
  const text = useText();
  const { id } = route.useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['administration', 'audit', 'one', id],
    queryFn: async ({ signal }) => (await lyceum.auditLog.list({ entryId: id }, { signal })).data[0] ?? null,
    refetchOnWindowFocus: false,
  });
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  return (
    <Page title={text('audit.entry')} key={id}>
      <TextLink to="/admin/activity">{text('audit.title')}</TextLink>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data === null && <Text role="status">{text('audit.missing')}</Text>}
      {data && <Entry entry={data} />}
    </Page>
  );
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const text = useText();
  const { moment } = useTimes();
  const { action, message, level, tags, createdAt, metadata, details } = entry;
  return (
    <Details>
      <Detail name={text('audit.action')}>
        <ActionWords action={action} message={message} /> <Code>{action}</Code>
      </Detail>
      <Detail name={text('audit.when')}>{moment(createdAt)}</Detail>
      <Detail name={text('audit.level')}>
        <LevelBadge level={level} />
      </Detail>
      <Concerned entry={entry} />
      <Request entry={entry} />
      {Object.keys(metadata).length > 0 && (
        <Detail name={text('audit.metadata')}>
          <Json value={metadata} />
        </Detail>
      )}
      {details?.error && (
        <Detail name={text('audit.error')}>
          <Json value={details.error} />
        </Detail>
      )}
      <Detail name={text('audit.tags')}>{tags.join(', ')}</Detail>
    </Details>
  );
}

function Concerned({ entry: { user, userId, organizationId, sessionId } }: { readonly entry: AuditEntry }) {
  const text = useText();
  return (
    <>
      <Detail name={text('audit.who')}>
        {user && (
          <TextLink to="/admin/people/$id" params={{ id: user.id }}>
            {user.name}
          </TextLink>
        )}
        {!user && text(userId === null ? 'audit.nobody' : 'audit.former')}
        {userId !== null && (
          <Text size="sm">
            <TextLink to="/admin/activity" search={{ person: userId }} underline="always">
              {text('audit.more.person')}
            </TextLink>
          </Text>
        )}
      </Detail>
      {organizationId !== null && (
        <Detail name={text('organization.title')}>
          <TextLink to="/admin/organizations/$id" params={{ id: organizationId }} underline="always">
            {organizationId}
          </TextLink>
        </Detail>
      )}
      {sessionId !== null && (
        <Detail name={text('audit.session')}>
          <TextLink to="/admin/activity" search={{ session: sessionId }} underline="always">
            {sessionId}
          </TextLink>
        </Detail>
      )}
    </>
  );
}

function Request({
  entry: { method, url, statusCode, responseTime, requestId, details },
}: {
  readonly entry: AuditEntry;
}) {
  const text = useText();
  return (
    <>
      {method !== null && (
        <Detail name={text('audit.request')}>
          <Code>{`${method} ${url ?? ''}`}</Code>
          {statusCode !== null && (
            <Text size="sm">{text('audit.answered', { status: statusCode, took: responseTime ?? 0 })}</Text>
          )}
          {requestId !== null && <Text size="sm">{requestId}</Text>}
        </Detail>
      )}
      {details?.ip !== undefined && <Detail name={text('audit.ip')}>{details.ip}</Detail>}
      {details?.userAgent !== undefined && (
        <Detail name={text('audit.userAgent')}>
          <Text lang="en">{details.userAgent}</Text>
        </Detail>
      )}
    </>
  );
}

function Json({ value }: { readonly value: unknown }) {
  return (
    <Code block lang="en" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {JSON.stringify(value, null, 2).replaceAll(String.raw`\n`, '\n')}
    </Code>
  );
}
