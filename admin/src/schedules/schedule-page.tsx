import type { ScheduleDetails } from '@lyceum/sdk';
import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { HoursForm } from './hours-form.tsx';
import { OverridesSection } from './overrides-section.tsx';
import { ScheduleActions } from './schedule-actions.tsx';
import { TravelsSection } from './travels-section.tsx';
import { useScheduleEdit } from './use-schedule-edit.ts';
import { scheduleKey } from './use-schedules.ts';

const route = getRouteApi('/schedules/$id');

/** One schedule to change. */
export function SchedulePage() {
  const text = useText();
  const { id } = route.useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: scheduleKey(id),
    queryFn: ({ signal }) => lyceum.schedules.get(id, { signal }),
  });
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  return (
    <Page title={data?.name ?? text('app.failed')} key={id}>
      <TextLink to="/schedules">{text('schedules.back')}</TextLink>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && <Editor fetched={data} />}
    </Page>
  );
}

function Editor({ fetched }: { readonly fetched: ScheduleDetails }) {
  const edit = useScheduleEdit(fetched);
  return (
    <>
      <ScheduleActions edit={edit} />
      <HoursForm edit={edit} />
      <OverridesSection edit={edit} />
      <TravelsSection edit={edit} />
    </>
  );
}
