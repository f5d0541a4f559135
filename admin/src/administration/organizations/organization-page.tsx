import type { AdministeredOrganization, Member } from '@lyceum/sdk';
import { Anchor, Button, Group, Loader, Table, Text } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { STATUSES } from '../../bookings/booking-search.ts';
import { lyceum } from '../../lyceum.ts';
import { ADMISSIONS, MEMBER_SORTS, type MemberSearch, readMemberSearch, ROLES } from '../../members/member-search.ts';
import { Detail, Details } from '../../shell/details.tsx';
import { FilterChoice, Filters, SortChoice } from '../../shell/filters.tsx';
import { TextLink } from '../../shell/links.tsx';
import { changed } from '../../shell/list-search.ts';
import { Listed } from '../../shell/listed.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { SearchField } from '../../shell/search-field.tsx';
import { only } from '../../shell/search-params.ts';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';
import { AskedSection } from '../asked-section.tsx';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { DoneAlert } from '../done-alert.tsx';
import { useFormats } from '../use-formats.ts';
import { OrganizationActivity } from './organization-activity.tsx';
import { OrganizationOffer } from './organization-offer.tsx';
import { OrganizationStorage } from './organization-storage.tsx';

const route = getRouteApi('/admin/organizations/$id');
const ORGANIZATIONS = ['administration', 'organizations'] as const;

/** One organization: who belongs to it, what can be and is booked in it, what happened, and what may be done about its page. */
export function OrganizationPage() {
  const text = useText();
  const { id } = route.useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...ORGANIZATIONS, 'one', id],
    queryFn: ({ signal }) => lyceum.organizations.getAny(id, { signal }),
  });
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  return (
    <Page title={data?.name ?? text('app.failed')} key={id}>
      <TextLink to="/admin/organizations">{text('admin.organizations')}</TextLink>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <OrganizationDetails organization={data} />
          <PublicPage organization={data} />
          <BookingCounts organizationId={id} />
          <OrganizationOffer organizationId={id} />
          <OrganizationStorage organizationId={id} />
          <OrganizationActivity organizationId={id} />
          <Members organizationId={id} />
        </>
      )}
    </Page>
  );
}

interface Props {
  readonly organization: AdministeredOrganization;
}

function OrganizationDetails({ organization: { memberCount, ownerCount, createdAt } }: Props) {
  const text = useText();
  const formats = useFormats();
  return (
    <Details>
      <Detail name={text('admin.organizations.since')}>{formats.moment(createdAt)}</Detail>
      <Detail name={text('members.title')}>{formats.number(memberCount)}</Detail>
      <Detail name={text('admin.organizations.owners')}>{formats.number(ownerCount)}</Detail>
    </Details>
  );
}

function PublicPage({ organization: { id, name, slug } }: Props) {
  const text = useText();
  const queries = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const remove = useMutation({
    mutationFn: async () => lyceum.organizations.deletePage(id),
    onSuccess: () => setIsOpen(false),
    onSettled: () => queries.invalidateQueries({ queryKey: ORGANIZATIONS }),
  });
  if (remove.isSuccess) return <DoneAlert>{text('admin.removal.done.page', { name })}</DoneAlert>;
  return (
    <Section title={text('page.slug')}>
      {slug === null ? (
        <Text>{text('admin.organization.noPage')}</Text>
      ) : (
        <Group justify="space-between">
          <Anchor href={`/book/@${slug}`} style={{ overflowWrap: 'anywhere' }}>
            {`${location.origin}/book/@${slug}`}
          </Anchor>
          <Button variant="default" onClick={() => setIsOpen(true)}>
            {text('admin.removal.remove.page')}
          </Button>
        </Group>
      )}
      <ConfirmDialog
        title={text('admin.removal.title.page')}
        consequence={text('admin.removal.consequence.page', { name })}
        submit={text('admin.removal.submit.page')}
        isOpen={isOpen}
        isBusy={remove.isPending}
        isDone={remove.isSuccess}
        error={remove.error}
        onClose={() => setIsOpen(false)}
        onConfirm={() => remove.mutate()}
      />
    </Section>
  );
}

/** By state; a numbered page of one says how many there are. */
function BookingCounts({ organizationId }: { readonly organizationId: string }) {
  const text = useText();
  const formats = useFormats();
  const query = useQuery({
    queryKey: [...ORGANIZATIONS, 'bookings', organizationId],
    queryFn: ({ signal }) =>
      Promise.all(
        STATUSES.map(async (status) => {
          const asked = { scope: 'all', organizationId, status, page: 1, limit: 1 } as const;
          const { meta } = await lyceum.bookings.list(asked, { signal });
          return { status, count: meta.total ?? 0 };
        }),
      ),
  });
  return (
    <AskedSection title={text('admin.organization.bookings')} query={query}>
      {(counts) => (
        <Details>
          {counts.map(({ status, count }) => (
            <Detail key={status} name={text(`bookings.status.${status}`)}>
              {formats.number(count)}
            </Detail>
          ))}
        </Details>
      )}
    </AskedSection>
  );
}

function Members({ organizationId }: { readonly organizationId: string }) {
  const text = useText();
  const search = readMemberSearch(route.useSearch());
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: [...ORGANIZATIONS, 'members', organizationId, search],
    queryFn: ({ signal }) => lyceum.organizations.listMembers(organizationId, search, { signal }),
    placeholderData: keepPreviousData,
  });
  const isFiltered = [search.q, search.role, search.status].some((one) => one !== undefined);
  const change = (name: keyof MemberSearch, value: string) =>
    void navigate({ search: (present) => changed(readMemberSearch(present), name, value) });
  return (
    <Section title={text('members.title')}>
      <Filters
        columns={4}
        onClear={isFiltered ? () => void navigate({ search: only('sort', search.sort) }) : undefined}
      >
        <SearchField label={text('members.search')} value={search.q} onChange={(value) => change('q', value)} />
        <FilterChoice
          label={text('members.role')}
          values={ROLES}
          value={search.role}
          nameOf={(role) => text(`members.role.${role}`)}
          onChange={(role) => change('role', role)}
        />
        <FilterChoice
          label={text('members.status')}
          values={ADMISSIONS}
          value={search.status}
          nameOf={(status) => text(`members.status.${status}`)}
          onChange={(status) => change('status', status)}
        />
        <SortChoice
          values={MEMBER_SORTS}
          value={search.sort}
          nameOf={(sort) => text(`members.sort.${sort}`)}
          onChange={(sort) => change('sort', sort)}
        />
      </Filters>
      <Listed query={query} cursor={search.cursor} count="members.count" empty={text('members.noneMatch')}>
        {(members) => <MembersTable members={members} />}
      </Listed>
    </Section>
  );
}

function MembersTable({ members }: { readonly members: readonly Member[] }) {
  const text = useText();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('organization.name')}</Table.Th>
          <Table.Th scope="col">{text('members.role')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {members.map(({ userId, name, email, role, status, invitation }) => (
          <Table.Tr key={userId ?? invitation?.id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {userId !== null && (
                <TextLink to="/admin/people/$id" params={{ id: userId }}>
                  {name ?? email}
                </TextLink>
              )}
              <Text size="sm">{email}</Text>
            </Table.Td>
            <Table.Td>
              {text(`members.role.${role}`)}
              {status === 'invited' && <Text size="sm">{text('members.status.invited')}</Text>}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
