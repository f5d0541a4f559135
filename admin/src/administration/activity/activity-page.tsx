import type { AuditEntry } from '@lyceum/sdk';
import { Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { DownloadButton } from '../../shell/download-button.tsx';
import { TextLink } from '../../shell/links.tsx';
import { ofAllPages } from '../../shell/list-search.ts';
import { Listed } from '../../shell/listed.tsx';
import { Page } from '../../shell/page.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { ActionWords } from './action-words.tsx';
import { ActivityFilters } from './activity-filters.tsx';
import { type ActivitySearch, activityQueryOf, isFiltered, readActivitySearch } from './activity-search.ts';
import { LevelBadge } from './level-badge.tsx';

const route = getRouteApi('/admin/activity');

/** The audit log: what happened, and who did it. */
export function ActivityPage() {
  const text = useText();
  const search = readActivitySearch(route.useSearch());
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['administration', 'audit', 'list', search],
    queryFn: ({ signal }) => lyceum.auditLog.list(activityQueryOf(search), { signal }),
    placeholderData: keepPreviousData,
    // Each reading is an entry.
    refetchOnWindowFocus: false,
  });
  return (
    <Page title={text('audit.title')}>
      <Text size="sm">{text('audit.hint')}</Text>
      <TextLink to="/admin/activity/figures" underline="always">
        {text('audit.figures')}
      </TextLink>
      <ActivityFilters
        search={search}
        onChange={(change) => void navigate({ search: (present) => change(readActivitySearch(present)) })}
      />
      <Narrowed search={search} />
      <Listed
        query={query}
        cursor={search.cursor}
        count="admin.count"
        empty={text(isFiltered(search) ? 'audit.noneMatch' : 'audit.none')}
      >
        {(entries) => (
          <>
            <DownloadButton
              name="audit-log"
              read={(options) => lyceum.auditLog.getCsv(activityQueryOf(ofAllPages(search)), options)}
            />
            <EntriesTable entries={entries} />
          </>
        )}
      </Listed>
    </Page>
  );
}

/** Filters that have no field, because nobody types an id. */
function Narrowed({ search: { person, organization, session } }: { readonly search: ActivitySearch }) {
  const text = useText();
  return (
    <>
      {person !== undefined && (
        <TextLink to="/admin/people/$id" params={{ id: person }} underline="always">
          {text('audit.of.person')}
        </TextLink>
      )}
      {organization !== undefined && (
        <TextLink to="/admin/organizations/$id" params={{ id: organization }} underline="always">
          {text('audit.of.organization')}
        </TextLink>
      )}
      {session !== undefined && <Text>{text('audit.of.session')}</Text>}
    </>
  );
}

function EntriesTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const text = useText();
  const { moment } = useTimes();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('audit.action')}</Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('audit.level')}
          </Table.Th>
          <Table.Th scope="col">{text('audit.who')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map(({ id, action, message, level, user, userId, createdAt, method, url }) => (
          <Table.Tr key={id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/admin/activity/$id" params={{ id }}>
                <ActionWords action={action} message={message} />
              </TextLink>
              <Text size="sm">{moment(createdAt)}</Text>
              {method !== null && (
                <Text size="sm" ff="monospace" visibleFrom="sm">
                  {method} {url}
                </Text>
              )}
              <Text size="sm" component="div" hiddenFrom="sm">
                <LevelBadge level={level} />
              </Text>
            </Table.Td>
            <Table.Td visibleFrom="sm">
              <LevelBadge level={level} />
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {user ? (
                <TextLink to="/admin/people/$id" params={{ id: user.id }}>
                  {user.name}
                </TextLink>
              ) : (
                text(userId === null ? 'audit.nobody' : 'audit.former')
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
