import type { BookingFigures, BookingReport, OrganizationDetails } from '@lyceum/sdk';
import { Loader, SimpleGrid, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Figures } from '../administration/figures.tsx';
import { useFormats } from '../administration/use-formats.ts';
import { lyceum } from '../lyceum.ts';
import { OrganizationFrame } from '../organizations/organization-frame.tsx';
import { isManaged } from '../organizations/use-organizations.ts';
import { Detail, Details } from '../shell/details.tsx';
import { DownloadButton } from '../shell/download-button.tsx';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { DaysChoice, Filters } from '../shell/filters.tsx';
import type { Change } from '../shell/list-search.ts';
import { TextLink } from '../shell/links.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { only } from '../shell/search-params.ts';
import { Section } from '../shell/section.tsx';
import { useText } from '../texts/use-text.ts';
import {
  type Measure,
  MEASURES,
  readReportSearch,
  reportQueryOf,
  type ReportSearch,
  USUAL_MEASURE,
  withDay,
} from './report-search.ts';

const route = getRouteApi('/organizations/$id/reports');

/** As many of a list as a report has; the file has all. */
const MOST = 100;

/** What was booked in an organization, in figures, for those who manage it. */
export function ReportsPage() {
  const { id } = route.useParams();
  const text = useText();
  return (
    <OrganizationFrame id={id} title="reports.title">
      {(organization) =>
        isManaged(organization) ? (
          <Report organization={organization} />
        ) : (
          <Text role="status">{text('reports.forManagers')}</Text>
        )
      }
    </OrganizationFrame>
  );
}

function Report({ organization: { id } }: { readonly organization: OrganizationDetails }) {
  const text = useText();
  const search = readReportSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['bookings', 'report', id, reportQueryOf(search)],
    queryFn: ({ signal }) => lyceum.bookingReports.get(id, reportQueryOf(search), { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <ReportFilters
        search={search}
        reported={data}
        onChange={(change) => void navigate({ search: (present) => change(readReportSearch(present)) })}
      />
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {isPending && <Loader aria-label={text('app.loading')} role="status" />}
      {data && !error && <Reported organizationId={id} report={data} search={search} />}
    </>
  );
}

interface FiltersProps {
  readonly search: ReportSearch;
  readonly reported: BookingReport | undefined;
  readonly onChange: Change<ReportSearch>;
}

function ReportFilters({ search, reported, onChange }: FiltersProps) {
  const text = useText();
  const days = { ...only('from', search.from ?? reported?.from), ...only('to', search.to ?? reported?.to) };
  // The other day stays the one that is shown.
  const changeDay = (name: 'from' | 'to', value: string) =>
    value !== '' && onChange(({ show }) => ({ ...withDay(days, name, value), ...only('show', show) }));
  const isChosen = search.from !== undefined || search.to !== undefined;
  return (
    <Filters columns={3} onClear={isChosen ? () => onChange(({ show }) => only('show', show)) : undefined}>
      <DaysChoice days={days} onChange={changeDay} />
      <NativeSelect
        label={text('reports.show')}
        value={search.show ?? USUAL_MEASURE}
        onChange={({ currentTarget: { value } }) =>
          onChange((present) => readReportSearch({ ...present, show: value }))
        }
        data={MEASURES.map((value) => ({ value, label: text(`reports.${value}`) }))}
      />
    </Filters>
  );
}

interface ReportedProps {
  readonly organizationId: string;
  readonly report: BookingReport;
  readonly search: ReportSearch;
}

function Reported({ organizationId, report, search }: ReportedProps) {
  const text = useText();
  const formats = useFormats();
  const { total, weeks, eventTypes, hosts, timeZone, from, to } = report;
  const measure = search.show ?? USUAL_MEASURE;
  const shared = { organizationId, search, measure };
  if (total.bookings === 0) return <Text role="status">{text('reports.empty')}</Text>;
  return (
    <>
      <Total total={total} />
      <Divided
        {...shared}
        title={text('reports.byWeek')}
        by="week"
        hint={text('reports.zone', { zone: timeZone })}
        groups={weeks.map((week) => ({ key: week.week, label: formats.day(middayOf(week.week)), figures: week }))}
      />
      <Divided
        {...shared}
        title={text('reports.byEventType')}
        by="eventType"
        groups={eventTypes.map(({ eventType, ...figures }) => ({
          key: eventType?.id ?? '',
          label: eventType ? (
            <TextLink to="/event-types/$id" params={{ id: eventType.id }} style={{ overflowWrap: 'anywhere' }}>
              {eventType.title}
            </TextLink>
          ) : (
            text('reports.noEventType')
          ),
          figures,
        }))}
      />
      <Divided
        {...shared}
        title={text('reports.byHost')}
        by="host"
        hint={text('reports.together')}
        groups={hosts.map(({ host, ...figures }) => ({
          key: host.id,
          label: (
            <TextLink
              to="/organizations/$id/bookings"
              params={{ id: organizationId }}
              search={{ host: host.id, from, to }}
              style={{ overflowWrap: 'anywhere' }}
            >
              {host.name}
            </TextLink>
          ),
          figures,
        }))}
      />
    </>
  );
}

function Total({ total }: { readonly total: BookingFigures }) {
  const text = useText();
  const formats = useFormats();
  return (
    <Section title={text('reports.total')}>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {[MEASURES.slice(0, MEASURES.length / 2), MEASURES.slice(MEASURES.length / 2)].map((measures) => (
          <Details key={measures[0]}>
            {measures.map((measure) => (
              <Detail key={measure} name={text(`reports.${measure}`)}>
                {formats.number(valueOf(total, measure))}
              </Detail>
            ))}
          </Details>
        ))}
      </SimpleGrid>
    </Section>
  );
}

interface DividedProps {
  readonly organizationId: string;
  readonly search: ReportSearch;
  readonly measure: Measure;
  readonly by: 'week' | 'eventType' | 'host';
  readonly title: string;
  readonly hint?: string;
  readonly groups: ReadonlyArray<{ readonly key: string; readonly label: ReactNode; readonly figures: BookingFigures }>;
}

/** One figure of each week, event type or host, with all of them as a file. */
function Divided({ organizationId, search, measure, by, title, hint, groups }: DividedProps) {
  const text = useText();
  return (
    <Section title={title} {...only('hint', hint)}>
      <Figures
        title={`${title}: ${text(`reports.${measure}`)}`}
        figures={groups.map(({ key, label, figures }) => ({ key, label, value: valueOf(figures, measure) }))}
      />
      {groups.length === MOST && <Text size="sm">{text('reports.cut', { count: MOST })}</Text>}
      <DownloadButton
        name={`report-${by}`}
        read={(options) => lyceum.bookingReports.getCsv(organizationId, { ...reportQueryOf(search), by }, options)}
      />
    </Section>
  );
}

/** Time is shown in hours. */
function valueOf(figures: BookingFigures, measure: Measure): number {
  return measure === 'bookedMinutes' ? Math.round(figures.bookedMinutes / 6) / 10 : figures[measure];
}

/** A moment of the day in every time zone of the browser. */
function middayOf(day: string): Date {
  return new Date(`${day}T12:00:00`);
}
