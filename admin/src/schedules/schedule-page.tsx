import type { Bookable, ScheduleDetails } from '@lyceum/sdk';
import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useBookable } from '../bookables/use-bookable.ts';
import { lyceum } from '../lyceum.ts';
import { useUser } from '../session/use-signed-in-user.ts';
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
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && <Owned fetched={data} />}
    </Page>
  );
}

/** That of a room or a device waits for what that is. */
function Owned({ fetched }: { readonly fetched: ScheduleDetails }) {
  const text = useText();
  const user = useUser();
  const { bookableId } = fetched;
  const isOwn = bookableId === user.id;
  const { data, error, isLoading, refetch } = useBookable(isOwn ? null : bookableId);
  if (isLoading) return <Loader aria-label={text('app.loading')} role="status" />;
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <Editor fetched={fetched} resource={data ?? null} />;
}

interface EditorProps {
  readonly fetched: ScheduleDetails;
  /** The room or device whose it is; null for a schedule of one's own. */
  readonly resource: Bookable | null;
}

function Editor({ fetched, resource }: EditorProps) {
  const text = useText();
  const edit = useScheduleEdit(fetched);
  const hours = resource ? 'bookable.hours.weekly' : 'schedules.hours.hint';
  const days = resource ? 'bookable.overrides.hint' : 'schedules.overrides.hint';
  return (
    <>
      {!resource && <TextLink to="/schedules">{text('schedules.back')}</TextLink>}
      {resource?.organizationId != null && (
        <TextLink
          to="/organizations/$id/bookables/$bookableId"
          params={{ id: resource.organizationId, bookableId: resource.id }}
        >
          {resource.name}
        </TextLink>
      )}
      <ScheduleActions edit={edit} resource={resource} />
      <HoursForm edit={edit} hint={text(hours)} />
      <OverridesSection edit={edit} hint={text(days)} />
      {!resource && <TravelsSection edit={edit} />}
    </>
  );
}
