import type { AuditActiveUser, AuditCount } from '@lyceum/sdk';
import { Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { NativeSelect } from '../../shell/fields/native-select.tsx';
import { TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { useText } from '../../texts/use-text.ts';
import { AskedSection } from '../asked-section.tsx';
import { useFormats } from '../use-formats.ts';
import { ActionWords } from './action-words.tsx';
import { readFiguresSearch, USUAL_WINDOW, WINDOWS } from './activity-search.ts';
import { LevelBadge } from './level-badge.tsx';

const route = getRouteApi('/admin/activity/figures');

/** What happens most, and who does most. */
export function ActivityFiguresPage() {
  const text = useText();
  const { hours = USUAL_WINDOW } = readFiguresSearch(route.useSearch());
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['administration', 'audit', 'figures', hours],
    queryFn: ({ signal }) => lyceum.auditLog.getStatistics({ hours }, { signal }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
  return (
    <Page title={text('audit.figures')}>
      <TextLink to="/admin/activity">{text('audit.title')}</TextLink>
      <search aria-label={text('bookings.filters')}>
        <NativeSelect
          label={text('admin.analytics.period')}
          value={hours}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ search: readFiguresSearch({ hours: Number(value) }) })
          }
          data={WINDOWS.map((value) => ({ value: String(value), label: text(`audit.window.${value}`) }))}
        />
      </search>
      <AskedSection title={text('audit.active')} query={query}>
        {({ mostActive }) =>
          mostActive.length === 0 ? <Text>{text('audit.noneIn')}</Text> : <ActiveTable people={mostActive} />
        }
      </AskedSection>
      <AskedSection title={text('audit.counts')} query={query}>
        {({ counts }) => (counts.length === 0 ? <Text>{text('audit.noneIn')}</Text> : <CountsTable counts={counts} />)}
      </AskedSection>
    </Page>
  );
}

function ActiveTable({ people }: { readonly people: readonly AuditActiveUser[] }) {
  const text = useText();
  const formats = useFormats();
  return (
    <Table verticalSpacing="sm" aria-label={text('audit.active')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('audit.who')}</Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('audit.last')}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {text('audit.entries')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map(({ userId, user, activityCount, lastActivity }) => (
          <Table.Tr key={userId}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/admin/activity" search={{ person: userId }}>
                {user?.name ?? text('audit.former')}
              </TextLink>
            </Table.Td>
            <Table.Td visibleFrom="sm">{formats.moment(lastActivity)}</Table.Td>
            <Table.Td ta="right">{formats.number(activityCount)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function CountsTable({ counts }: { readonly counts: readonly AuditCount[] }) {
  const text = useText();
  const formats = useFormats();
  return (
    <Table verticalSpacing="sm" aria-label={text('audit.counts')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('audit.action')}</Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('audit.level')}
          </Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('audit.last')}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {text('audit.entries')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {counts.map(({ action, level, count, latestTime }) => (
          <Table.Tr key={`${level} ${action}`}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/admin/activity" search={{ action }}>
                <ActionWords action={action} message={action.replaceAll('_', ' ')} />
              </TextLink>
            </Table.Td>
            <Table.Td visibleFrom="sm">
              <LevelBadge level={level} />
            </Table.Td>
            <Table.Td visibleFrom="sm">{formats.moment(latestTime)}</Table.Td>
            <Table.Td ta="right">{formats.number(count)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
