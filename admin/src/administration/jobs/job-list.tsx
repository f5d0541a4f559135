import type { Job, QueueName } from '@lyceum/sdk';
import { Button, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { useText } from '../../texts/use-text.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { DoneAlert } from '../done-alert.tsx';
import { useFormats } from '../use-formats.ts';
import { retryConsequenceOf, workOf } from './job-words.ts';

interface Props {
  readonly queue: QueueName;
  readonly jobs: readonly Job[];
}

/** Jobs with how far each is, and with what may be done about those that failed. */
export function JobList({ queue, jobs }: Props) {
  const text = useText();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Job | null>(null);
  const [isOpen, setOpen] = useState(false);
  const retry = useMutation({
    mutationFn: async (job: Job) => lyceum.queues.retryFailedJob(queue, job.id),
    onSuccess: () => setOpen(false),
    // Whoever is told that it is gone sees what there is now.
    onSettled: () => queries.invalidateQueries({ queryKey: ['administration'] }),
  });
  const begin = (job: Job) => {
    retry.reset();
    setChosen(job);
    setOpen(true);
  };
  return (
    <>
      {retry.isSuccess && <DoneAlert>{text('admin.retried')}</DoneAlert>}
      {jobs.length > 0 && (
        <Table verticalSpacing="sm" aria-label={text('admin.jobs')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{text('admin.jobs.job')}</Table.Th>
              <Table.Th scope="col" visibleFrom="sm">
                {text('admin.jobs.attempts')}
              </Table.Th>
              <Table.Th scope="col">{text('absences.change')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {jobs.map((job) => (
              <JobRow key={job.id} job={job} onRetry={() => begin(job)} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      <ConfirmDialog
        title={text('admin.retry.title')}
        consequence={text(retryConsequenceOf(chosen?.name ?? ''))}
        submit={text('admin.retry.submit')}
        isOpen={isOpen}
        isBusy={retry.isPending}
        isDone={retry.isSuccess}
        error={retry.error}
        onClose={() => setOpen(false)}
        onConfirm={() => chosen && retry.mutate(chosen)}
      />
    </>
  );
}

function JobRow({ job, onRetry }: { readonly job: Job; readonly onRetry: () => void }) {
  const text = useText();
  const formats = useFormats();
  const { name, state, progress, attempts, maxAttempts, reason, dueAt, finishedAt } = job;
  const work = workOf(name);
  const called = work ? text(work) : name;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {called}
        <Text size="sm">{formats.moment(finishedAt ?? dueAt)}</Text>
        {progress && (
          <Text size="sm">
            {progress.total === null
              ? text('admin.jobs.progress.open', { done: progress.done, failed: progress.failed })
              : text('admin.jobs.progress.of', { done: progress.done, total: progress.total, failed: progress.failed })}
          </Text>
        )}
        {reason !== null && (
          <Text size="sm" lang="en" lineClamp={3}>
            {reason}
          </Text>
        )}
      </Table.Td>
      <Table.Td visibleFrom="sm">{text('admin.jobs.attempts.of', { attempts, most: maxAttempts })}</Table.Td>
      <Table.Td>
        {state === 'failed' && (
          <Button variant="default" size="xs" aria-label={`${text('admin.retry')} (${called})`} onClick={onRetry}>
            {text('admin.retry')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
