import type { AnalyticsBreakdown, AnalyticsDashboard } from '@lyceum/sdk';
import { SimpleGrid, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { Page } from '../../shell/page.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';
import { AskedSection } from '../asked-section.tsx';
import { Figures } from '../figures.tsx';
import { PERIODS, readAnalyticsSearch, USUAL_PERIOD } from './analytics-search.ts';
import { NativeSelect } from '../../shell/fields/native-select.tsx';

const route = getRouteApi('/admin/analytics');

/** What happened in the installation, in figures. */
export function AnalyticsPage() {
  const text = useText();
  const { days = USUAL_PERIOD } = readAnalyticsSearch(route.useSearch());
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['administration', 'analytics', days],
    queryFn: ({ signal }) => lyceum.analytics.getDashboard({ days }, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={text('admin.analytics')}>
      <search aria-label={text('bookings.filters')}>
        <NativeSelect
          label={text('admin.analytics.period')}
          value={days}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ search: readAnalyticsSearch({ days: Number(value) }) })
          }
          data={PERIODS.map((value) => ({ value: String(value), label: text('admin.active.days', { days: value }) }))}
        />
      </search>
      <AskedSection title={text('admin.analytics.all')} query={query}>
        {({ overview }) => <Overview overview={overview} />}
      </AskedSection>
      {query.data && query.data.breakdown.length > 0 && (
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <ByKind title={text('admin.analytics.events')} kinds={query.data.breakdown} valueOf={({ count }) => count} />
          <ByKind
            title={text('admin.analytics.people')}
            kinds={query.data.breakdown}
            valueOf={({ uniqueUsers }) => uniqueUsers}
          />
        </SimpleGrid>
      )}
    </Page>
  );
}

function Overview({ overview: { totalEvents, uniqueUsers, eventTypes } }: Pick<AnalyticsDashboard, 'overview'>) {
  const text = useText();
  return (
    <Text role="status">
      {totalEvents === 0
        ? text('admin.analytics.none')
        : text('admin.analytics.total', { events: totalEvents, people: uniqueUsers, kinds: eventTypes })}
    </Text>
  );
}

interface ByKindProps {
  readonly title: string;
  readonly kinds: readonly AnalyticsBreakdown[];
  readonly valueOf: (kind: AnalyticsBreakdown) => number;
}

/** The most frequent first; kinds are called by their names in the API. */
function ByKind({ title, kinds, valueOf }: ByKindProps) {
  const figures = kinds.map((kind) => ({
    key: kind.eventType,
    label: <span style={{ overflowWrap: 'anywhere' }}>{kind.eventType}</span>,
    value: valueOf(kind),
  }));
  return (
    <Section title={title}>
      <Figures title={title} figures={figures.toSorted((one, other) => other.value - one.value)} />
    </Section>
  );
}
