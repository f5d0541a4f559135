import type { JobPage, QueueName } from '@lyceum/sdk';
import { Loader, NativeSelect, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { ButtonLink, TextLink } from '../../shell/links.tsx';
import { MissingPage } from '../../shell/missing-page.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { only } from '../../shell/search-params.ts';
import { useText } from '../../texts/use-text.ts';
import { MorePages } from '../more-pages.tsx';
import { JobList } from './job-list.tsx';
import { JOB_STATES, type JobsSearch, QUEUE_NAMES, readJobsSearch } from './jobs-search.ts';

const route = getRouteApi('/admin/jobs/$queue');

/** The jobs of one queue. */
export function QueuePage() {
  const { queue } = route.useParams();
  const name = QUEUE_NAMES.find((one) => one === queue);
  return name ? <Jobs key={name} queue={name} /> : <MissingPage />;
}

function Jobs({ queue }: { readonly queue: QueueName }) {
  const text = useText();
  const search = readJobsSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['administration', 'jobs', queue, search],
    queryFn: ({ signal }) => lyceum.queues.listJobs(queue, search, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={text('admin.queue.title', { queue: text(`admin.queue.${queue}`) })}>
      <TextLink to="/admin/jobs">{text('admin.jobs.back')}</TextLink>
      <search aria-label={text('bookings.filters')}>
        <NativeSelect
          label={text('admin.jobs.state')}
          value={search.state ?? JOB_STATES[0]}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              search: only(
                'state',
                JOB_STATES.find((one) => one === value),
              ),
            })
          }
          data={JOB_STATES.map((value) => ({ value, label: text(`admin.jobs.state.${value}`) }))}
        />
      </search>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : (
        <Shown queue={queue} search={search} page={data} />
      )}
    </Page>
  );
}

interface ShownProps {
  readonly queue: QueueName;
  readonly search: JobsSearch;
  readonly page: JobPage;
}

function Shown({ queue, search: { page = 1, ...first }, page: { data, meta } }: ShownProps) {
  const text = useText();
  return (
    <>
      <JobList queue={queue} jobs={data} />
      {data.length === 0 && <Text role="status">{text('admin.jobs.none')}</Text>}
      <MorePages count={data.length}>
        {page > 1 && (
          <ButtonLink to="/admin/jobs/$queue" params={{ queue }} search={first} variant="default">
            {text('bookings.first')}
          </ButtonLink>
        )}
        {meta.hasMore && (
          <ButtonLink
            to="/admin/jobs/$queue"
            params={{ queue }}
            search={{ ...first, page: page + 1 }}
            variant="default"
          >
            {text('bookings.next')}
          </ButtonLink>
        )}
      </MorePages>
    </>
  );
}
