import type { Organization } from '@lyceum/sdk';
import { Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { OrganizationFrame } from '../organizations/organization-frame.tsx';
import { ORGANIZATIONS } from '../organizations/use-organizations.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { FilterChoice, Filters, SortChoice } from '../shell/filters.tsx';
import { changed, ofAllPages } from '../shell/list-search.ts';
import { DownloadButton } from '../shell/download-button.tsx';
import { Listed } from '../shell/listed.tsx';
import { SearchField } from '../shell/search-field.tsx';
import { only } from '../shell/search-params.ts';
import { useDone } from '../shell/use-done.tsx';
import { useText } from '../texts/use-text.ts';
import { InviteButton } from './invite-button.tsx';
import { ADMISSIONS, MEMBER_SORTS, type MemberSearch, readMemberSearch, ROLES } from './member-search.ts';
import { MembersTable } from './members-table.tsx';

const route = getRouteApi('/organizations/$id/members');

/** Who belongs to an organization, and who is invited. */
export function MembersPage() {
  const { id } = route.useParams();
  return (
    <OrganizationFrame id={id} title="members.title">
      {(organization) => <Members organization={organization} />}
    </OrganizationFrame>
  );
}

function Members({ organization }: { readonly organization: Organization }) {
  const text = useText();
  const search = readMemberSearch(route.useSearch());
  const navigate = route.useNavigate();
  const done = useDone();
  const { id, myRole } = organization;
  const isManager = myRole !== 'member';
  const query = useQuery({
    queryKey: [...ORGANIZATIONS, 'members', id, search],
    queryFn: ({ signal }) => lyceum.organizationMembers.list(id, search, { signal }),
    placeholderData: keepPreviousData,
  });
  const isFiltered = [search.q, search.role, search.status].some((one) => one !== undefined);
  const change = (name: keyof MemberSearch, value: string) =>
    void navigate({ search: (present) => changed(readMemberSearch(present), name, value) });
  return (
    <>
      {done.message}
      <Group>
        {isManager && <InviteButton organization={organization} onDone={done.say} />}
        <LeaveButton organization={organization} />
      </Group>
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
        {isManager && (
          <FilterChoice
            label={text('members.status')}
            values={ADMISSIONS}
            value={search.status}
            nameOf={(status) => text(`members.status.${status}`)}
            onChange={(status) => change('status', status)}
          />
        )}
        <SortChoice
          values={MEMBER_SORTS}
          value={search.sort}
          nameOf={(sort) => text(`members.sort.${sort}`)}
          onChange={(sort) => change('sort', sort)}
        />
      </Filters>
      <Listed query={query} cursor={search.cursor} count="members.count" empty={text('members.noneMatch')}>
        {(members) => (
          <>
            <DownloadButton
              name="members"
              read={(options) => lyceum.organizationMembers.getCsv(id, ofAllPages(search), options)}
            />
            <MembersTable organization={organization} members={members} onDone={done.say} />
          </>
        )}
      </Listed>
    </>
  );
}

function LeaveButton({ organization: { id, name } }: { readonly organization: Organization }) {
  const text = useText();
  const navigate = useNavigate();
  const { id: userId } = useUser();
  return (
    <DialogButton
      label={text('members.leave')}
      title={text('members.leave.title', { organization: name })}
      submit={text('members.leave.submit')}
      isFinal
      action={() => lyceum.organizationMembers.remove(id, userId)}
      changes={[...ORGANIZATIONS, 'mine']}
      onDone={() => void navigate({ to: '/organizations' })}
      says={text('members.leave.text')}
    />
  );
}
