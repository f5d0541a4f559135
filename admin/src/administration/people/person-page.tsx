import type { User } from '@lyceum/sdk';
import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { useText } from '../../texts/use-text.ts';
import { Detail, Details } from '../../shell/details.tsx';
import { useFormats } from '../use-formats.ts';
import { Activity } from './activity.tsx';
import { PersonActions } from './person-actions.tsx';
import { Picture, PublicPage, Username } from './public-page.tsx';
import { Sessions } from './sessions.tsx';
import { personKey } from './use-person-change.ts';

const route = getRouteApi('/admin/people/$id');

/** One person, what is recorded of them, and what may be done about their account. */
export function PersonPage() {
  const text = useText();
  const { id } = route.useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: personKey(id),
    queryFn: ({ signal }) => lyceum.users.get(id, { signal }),
  });
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  return (
    <Page title={data?.name ?? text('app.failed')} key={id}>
      <TextLink to="/admin/people">{text('admin.people.back')}</TextLink>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <PersonActions person={data} />
          <PersonDetails person={data} />
          <TextLink to="/admin/bookings" search={{ host: id }}>
            {text('admin.people.bookings')}
          </TextLink>
          <Username person={data} />
          <PublicPage person={data} />
          <Picture person={data} />
          <Sessions person={data} />
          <Activity personId={id} />
        </>
      )}
    </Page>
  );
}

function PersonDetails({ person }: { readonly person: User }) {
  const text = useText();
  const formats = useFormats();
  const { email, emailVerified, role, isActive, timeZone, lastLoginAt, createdAt } = person;
  return (
    <Details>
      <Detail name={text('signIn.email')}>
        {`${email} (${text(emailVerified ? 'admin.people.verified' : 'admin.people.unverified')})`}
      </Detail>
      <Detail name={text('admin.people.role')}>{text(`admin.role.${role}`)}</Detail>
      <Detail name={text('admin.people.state')}>
        {text(isActive ? 'admin.state.active' : 'admin.state.deactivated')}
      </Detail>
      <Detail name={text('admin.people.timeZone')}>{timeZone}</Detail>
      <Detail name={text('admin.people.lastLogin')}>
        {lastLoginAt === null ? text('admin.people.never') : formats.moment(lastLoginAt)}
      </Detail>
      <Detail name={text('admin.people.since')}>{formats.moment(createdAt)}</Detail>
    </Details>
  );
}
