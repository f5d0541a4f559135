import type { CourseEnrolment, CourseOffering, EnrolmentStatus } from '@lyceum/sdk';
import { Loader, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { TextLink } from '../../shell/links.tsx';
import { Listed } from '../../shell/listed.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { only } from '../../shell/search-params.ts';
import { Section } from '../../shell/section.tsx';
import { useDone } from '../../shell/use-done.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { COURSES, courseSettings, offeringOf, titleOf } from '../course-queries.ts';
import { firstOf } from '../../shell/first-of.ts';
import { dayInZone } from './day-in-zone.ts';
import { EarlierRegister } from './earlier-register.tsx';
import { NewRegister } from './new-register.tsx';
import { readRegisterSearch, type RegisterSearch } from './register-search.ts';

const route = getRouteApi('/courses/$offeringId/register');
const MOST_RECORDS = 500;
const STATUSES = ['active', 'completed', 'withdrawn'] as const satisfies readonly EnrolmentStatus[];

/** Who came to a meeting, taken on a telephone; and the registers before it. */
export function RegisterPage() {
  const text = useText();
  const { offeringId } = route.useParams();
  const search = readRegisterSearch(route.useSearch());
  const { data, error, isPending, refetch } = useQuery(offeringOf(offeringId));
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  return (
    <Page title={data ? text('register.of', { offering: titleOf(data) }) : text('app.failed')} key={offeringId}>
      <TextLink to="/courses/$offeringId" params={{ offeringId }}>
        {data ? titleOf(data) : text('courses.offering')}
      </TextLink>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && <Registers offering={data} search={search} />}
    </Page>
  );
}

interface Props {
  readonly offering: CourseOffering;
  readonly search: RegisterSearch;
}

function Registers({ offering, search: { register, cursor } }: Props) {
  const text = useText();
  const done = useDone();
  const navigate = route.useNavigate();
  const enrolments = useQuery({
    queryKey: [...COURSES, 'all-enrolments', offering.id],
    queryFn: ({ signal }) => allEnrolments(offering.id, signal),
  });
  const settings = useQuery(courseSettings(offering.organizationId));
  const failed = enrolments.error ?? settings.error;
  const again = () => {
    for (const query of [enrolments, settings]) if (query.isError) void query.refetch();
  };
  const leave = (said: string) => {
    done.say(said);
    void navigate({ search: {}, resetScroll: false });
  };
  return (
    <>
      {done.message}
      {failed && <ProblemAlert error={failed} onRetry={again} />}
      {(enrolments.isPending || settings.isPending) && <Loader aria-label={text('app.loading')} role="status" />}
      {enrolments.data && settings.data && register !== undefined && (
        <EarlierRegister
          key={register}
          offering={offering}
          registerId={register}
          enrolments={enrolments.data}
          onDone={leave}
        />
      )}
      {enrolments.data && settings.data && register === undefined && offering.isActive && (
        <NewRegister
          offering={offering}
          enrolments={enrolments.data}
          today={dayInZone(settings.data.timeZone)}
          onDone={leave}
        />
      )}
      <Earlier offeringId={offering.id} cursor={cursor} />
    </>
  );
}

/** Of each status as many as a register has: an offering without a limit takes as many as come, and many may have left. */
async function allEnrolments(offeringId: string, signal: AbortSignal): Promise<CourseEnrolment[]> {
  const found = await Promise.all(
    STATUSES.map((status) =>
      firstOf(lyceum.courseEnrolments.list(offeringId, { status, limit: 100 }, { signal }), MOST_RECORDS),
    ),
  );
  return found.flatMap(({ data }) => data);
}

function Earlier({ offeringId, cursor }: { readonly offeringId: string; readonly cursor: string | undefined }) {
  const text = useText();
  const times = useTimes();
  const query = { sort: '-createdAt', ...only('cursor', cursor) } as const;
  const registers = useQuery({
    queryKey: [...COURSES, 'registers', offeringId, query],
    queryFn: ({ signal }) => lyceum.courseRegisters.list(offeringId, query, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={text('register.earlier')}>
      <Listed query={registers} cursor={cursor} count="register.count" empty={text('register.none')}>
        {(items) => (
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {items.map(({ id, weekNumber, meetingNumber, heldOn, counts }) => (
              <li key={id} style={{ paddingBlock: 8 }}>
                <TextLink to="/courses/$offeringId/register" params={{ offeringId }} search={{ register: id }}>
                  {text('register.meeting', { week: weekNumber, meeting: meetingNumber })}
                </TextLink>
                <Text size="sm">{times.days({ from: heldOn, to: heldOn })}</Text>
                <Text size="sm" c="dimmed">
                  {text('register.counts', { ...counts })}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </Section>
  );
}
