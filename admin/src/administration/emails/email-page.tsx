import type { Email } from '@lyceum/sdk';
import { Button, Group, Loader, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { useText } from '../../texts/use-text.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { Detail, Details } from '../../shell/details.tsx';
import { DoneAlert } from '../done-alert.tsx';
import { useFormats } from '../use-formats.ts';
import { EmailContent } from './email-content.tsx';
import { emailKey } from './email-key.ts';
import { EmailStatusBadge } from './email-status-badge.tsx';

const route = getRouteApi('/admin/emails/$id');

/** What became of one e-mail. */
export function EmailPage() {
  const text = useText();
  const { id } = route.useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: emailKey(id),
    queryFn: ({ signal }) => lyceum.emails.get(id, { signal }),
  });
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  return (
    <Page title={data ? data.subject || text('admin.email.erased') : text('app.failed')} key={id}>
      <TextLink to="/admin/emails">{text('admin.emails.back')}</TextLink>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <Retry email={data} />
          <EmailDetails email={data} />
          <EmailContent id={id} subject={data.subject} />
        </>
      )}
    </Page>
  );
}

/** Sends what failed again. */
function Retry({ email: { id, status, recipient } }: { readonly email: Email }) {
  const text = useText();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const retry = useMutation({
    mutationFn: async () => lyceum.emails.retry(id),
    onSuccess: async (email) => {
      setOpen(false);
      queries.setQueryData(emailKey(id), email);
      await queries.invalidateQueries({ queryKey: ['administration', 'emails', 'list'] });
    },
  });
  return (
    <>
      {retry.isSuccess && <DoneAlert>{text('admin.email.retried')}</DoneAlert>}
      {(status === 'failed' || status === 'bounced') && (
        <Group>
          <Button
            onClick={() => {
              retry.reset();
              setOpen(true);
            }}
          >
            {text('admin.email.retry')}
          </Button>
        </Group>
      )}
      <ConfirmDialog
        title={text('admin.email.retry.title')}
        consequence={text('admin.email.retry.consequence', { recipient })}
        submit={text('admin.email.retry.submit')}
        isOpen={isOpen}
        isBusy={retry.isPending}
        isDone={retry.isSuccess}
        error={retry.error}
        onClose={() => setOpen(false)}
        onConfirm={() => retry.mutate()}
      />
    </>
  );
}

function EmailDetails({ email }: { readonly email: Email }) {
  const text = useText();
  const formats = useFormats();
  const { status, template, recipient, recipientName, userId, attempts, attemptLimit, lastError } = email;
  const { createdAt, nextAttemptAt, sentAt, provider, messageId } = email;
  const called = recipientName === null ? recipient : `${recipientName} (${recipient})`;
  return (
    <Details>
      <Detail name={text('bookings.status')}>
        <EmailStatusBadge status={status} />
        <Text size="sm">{text(`admin.email.means.${status}`)}</Text>
      </Detail>
      <Detail name={text('admin.email.recipient')}>
        {userId === null ? (
          called
        ) : (
          <TextLink to="/admin/people/$id" params={{ id: userId }}>
            {called}
          </TextLink>
        )}
      </Detail>
      <Detail name={text('admin.email.kind')}>{text(`admin.email.kind.${template}`)}</Detail>
      <Detail name={text('admin.email.created')}>{formats.moment(createdAt)}</Detail>
      {sentAt !== null && <Detail name={text('admin.email.sent')}>{formats.moment(sentAt)}</Detail>}
      <Detail name={text('admin.jobs.attempts')}>
        {text('admin.jobs.attempts.of', { attempts, most: attemptLimit })}
        {nextAttemptAt !== null && `\n${text('admin.email.next', { when: formats.moment(nextAttemptAt) })}`}
      </Detail>
      {lastError !== null && (
        <Detail name={text('admin.email.error')}>
          <Text lang="en">{lastError}</Text>
        </Detail>
      )}
      {provider !== null && <Detail name={text('admin.email.provider')}>{provider}</Detail>}
      <Detail name="Message-ID">{messageId}</Detail>
    </Details>
  );
}
