import type { OrganizationDetails } from '@lyceum/sdk';
import { Group, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { type TextKey, useText } from '../texts/use-text.ts';
import { isManaged, useOrganization } from './use-organizations.ts';

interface Props {
  readonly id: string;
  readonly title: TextKey;
  readonly children: (organization: OrganizationDetails) => ReactNode;
}

/** A page of one organization, with the ways to its others. */
export function OrganizationFrame({ id, title, children }: Props) {
  const text = useText();
  const { data, error, isPending, refetch } = useOrganization(id);
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  return (
    <Page title={data ? `${text(title)} – ${data.name}` : text('app.failed')} key={id}>
      {data && <Sections organization={data} />}
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && children(data)}
    </Page>
  );
}

const CURRENT = { fw: 700, underline: 'always' } as const;

function Sections({ organization }: { readonly organization: OrganizationDetails }) {
  const text = useText();
  const shared = { params: { id: organization.id }, activeProps: CURRENT } as const;
  return (
    <Group component="nav" gap="md" style={{ rowGap: 0 }} aria-label={text('organization.pages')}>
      <TextLink to="/organizations/$id/members" {...shared}>
        {text('members.title')}
      </TextLink>
      <TextLink to="/organizations/$id/bookings" {...shared}>
        {text('organization.bookings')}
      </TextLink>
      <TextLink to="/organizations/$id/event-types" {...shared}>
        {text('team.title')}
      </TextLink>
      <TextLink to="/organizations/$id/bookables" {...shared}>
        {text('bookables.title')}
      </TextLink>
      {isManaged(organization) && (
        <>
          <TextLink to="/organizations/$id/requests" {...shared}>
            {text('joining.title')}
          </TextLink>
          <TextLink to="/organizations/$id/reports" {...shared}>
            {text('reports.title')}
          </TextLink>
          <TextLink to="/organizations/$id/webhooks" {...shared}>
            {text('webhooks.title')}
          </TextLink>
          <TextLink to="/organizations/$id/service-accounts" {...shared}>
            {text('serviceAccounts.title')}
          </TextLink>
        </>
      )}
      <TextLink to="/organizations/$id" activeOptions={{ exact: true }} {...shared}>
        {text('organization.title')}
      </TextLink>
    </Group>
  );
}
