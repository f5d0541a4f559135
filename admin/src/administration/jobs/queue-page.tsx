import type { QueueName } from '@lyceum/sdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { TextLink } from '../../shell/links.tsx';
import { Listed } from '../../shell/listed.tsx';
import { MissingPage } from '../../shell/missing-page.tsx';
import { Page } from '../../shell/page.tsx';
import { only } from '../../shell/search-params.ts';
import { useText } from '../../texts/use-text.ts';
import { JobList } from './job-list.tsx';
import { JOB_STATES, QUEUE_NAMES, readJobsSearch } from './jobs-search.ts';
import { NativeSelect } from '../../shell/fields/native-select.tsx';

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
  const query = useQuery({
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
      <Listed query={query} cursor={search.page} count="admin.count" empty={text('admin.jobs.none')}>
        {(jobs) => <JobList queue={queue} jobs={jobs} />}
      </Listed>
    </Page>
  );
}
