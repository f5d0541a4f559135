import type { Email } from '@lyceum/sdk';
import { Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { TextLink } from '../../shell/links.tsx';
import { DownloadButton } from '../../shell/download-button.tsx';
import { ofAllPages } from '../../shell/list-search.ts';
import { Listed } from '../../shell/listed.tsx';
import { Page } from '../../shell/page.tsx';
import { useText } from '../../texts/use-text.ts';
import { useFormats } from '../use-formats.ts';
import { EmailStatusBadge } from './email-status-badge.tsx';
import { EmailsFilters } from './emails-filters.tsx';
import { TestEmail } from './test-email.tsx';
import { looksForSome, readEmailsSearch } from './emails-search.ts';

const route = getRouteApi('/admin/emails');

/** What was sent to whom, and what became of it. */
export function EmailsPage() {
  const text = useText();
  const search = readEmailsSearch(route.useSearch());
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['administration', 'emails', 'list', search],
    queryFn: ({ signal }) => lyceum.emails.list(search, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={text('admin.emails')}>
      <TestEmail />
      <EmailsFilters
        search={search}
        onChange={(change) => void navigate({ search: (present) => change(readEmailsSearch(present)) })}
      />
      <Listed
        query={query}
        cursor={search.cursor}
        count="admin.count"
        empty={text(looksForSome(search) ? 'admin.emails.noneMatch' : 'admin.emails.empty')}
      >
        {(emails) => (
          <>
            <DownloadButton name="e-mails" read={(options) => lyceum.emails.getCsv(ofAllPages(search), options)} />
            <EmailsTable emails={emails} />
          </>
        )}
      </Listed>
    </Page>
  );
}

function EmailsTable({ emails }: { readonly emails: readonly Email[] }) {
  const text = useText();
  const formats = useFormats();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('admin.email')}</Table.Th>
          <Table.Th scope="col" visibleFrom="md">
            {text('admin.email.recipient')}
          </Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('admin.email.created')}
          </Table.Th>
          <Table.Th scope="col">{text('bookings.status')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {emails.map(({ id, subject, recipient, createdAt, status }) => (
          <Table.Tr key={id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/admin/emails/$id" params={{ id }}>
                {subject || text('admin.email.erased')}
              </TextLink>
              <Text size="sm" hiddenFrom="md">
                {recipient}
              </Text>
            </Table.Td>
            <Table.Td visibleFrom="md" style={{ overflowWrap: 'anywhere' }}>
              {recipient}
            </Table.Td>
            <Table.Td visibleFrom="sm">{formats.moment(createdAt)}</Table.Td>
            <Table.Td>
              <EmailStatusBadge status={status} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
