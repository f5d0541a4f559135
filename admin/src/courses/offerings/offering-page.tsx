import type { CourseOffering } from '@lyceum/sdk';
import { Anchor, Group, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../../lyceum.ts';
import { useOrganization } from '../../organizations/use-organizations.ts';
import { useUser } from '../../session/use-signed-in-user.ts';
import { Detail, Details } from '../../shell/details.tsx';
import { ButtonLink, TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { useDone } from '../../shell/use-done.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { COURSES, offeringOf, titleOf } from '../course-queries.ts';
import { useManagesCourses } from '../courses-frame.tsx';
import { StandingButton } from '../standing-button.tsx';
import { Timetable } from '../timetable/timetable.tsx';
import { Assignments } from './assignments.tsx';
import { Enrolments } from './enrolments.tsx';
import { OwnAttendance } from '../register/own-attendance.tsx';
import { ChangeOfferingButton } from './offering-form.tsx';
import { OfferingReflections, OwnReflections } from './reflections.tsx';

const route = getRouteApi('/courses/$offeringId');
const MOST = 100;

/** One offering: to change for those who manage it, to look at for who teaches it, to reflect on for who learns it. */
export function OfferingPage() {
  const text = useText();
  const { offeringId } = route.useParams();
  const { data, error, isPending, refetch } = useQuery(offeringOf(offeringId));
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  return (
    <Page title={data ? titleOf(data) : text('app.failed')} key={offeringId}>
      <TextLink to="/courses" search={data ? { of: data.organizationId } : {}}>
        {text('courses.offerings')}
      </TextLink>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && <Offering offering={data} />}
    </Page>
  );
}

/** What somebody is to an offering; more than one of them at once. */
interface Standing {
  readonly teaches: boolean;
  readonly learns: boolean;
}

/** By what the server lets see: who teaches when, and who is enrolled, of which a student sees themselves only. */
function useStanding({ id, organizationId }: CourseOffering): Standing | undefined {
  const user = useUser();
  const { data } = useQuery({
    queryKey: [...COURSES, 'standing', id, user.id],
    queryFn: async ({ signal }): Promise<Standing> => {
      const own = { organizationId, userId: user.id };
      const [facilitators, students] = await Promise.all([
        lyceum.facilitators.list(own, { signal }),
        lyceum.students.list(own, { signal }),
      ]);
      const mine = new Set(facilitators.data.map((profile) => profile.id));
      const assignments =
        mine.size === 0
          ? []
          : (await lyceum.courseAssignments.list(id, { limit: MOST }, { signal }).catch(() => ({ data: [] }))).data;
      const enrolments =
        students.data.length === 0
          ? []
          : (await lyceum.courseEnrolments.list(id, { limit: MOST }, { signal }).catch(() => ({ data: [] }))).data;
      const learning = new Set(students.data.map((profile) => profile.id));
      return {
        teaches: assignments.some(({ facilitator }) => mine.has(facilitator.id)),
        learns: enrolments.some(({ student, status }) => learning.has(student.id) && status !== 'withdrawn'),
      };
    },
  });
  return data;
}

function Offering({ offering }: { readonly offering: CourseOffering }) {
  const text = useText();
  const times = useTimes();
  const done = useDone();
  const { id, organizationId, cohort, intake, mode, trimester, startDate, endDate, maxStudents, enrolledCount } =
    offering;
  const manages = useManagesCourses(useOrganization(organizationId).data) === true;
  const standing = useStanding(offering);
  const seesPeople = manages || standing?.teaches === true;
  return (
    <>
      {done.message}
      <Group>
        {seesPeople && (
          <ButtonLink to="/logs/$offeringId" params={{ offeringId: id }} variant="default">
            {text('courses.logs')}
          </ButtonLink>
        )}
        {seesPeople && (
          <ButtonLink to="/courses/$offeringId/register" params={{ offeringId: id }} variant="default">
            {text('register.title')}
          </ButtonLink>
        )}
        {manages && (
          <>
            <ChangeOfferingButton key={offering.version} offering={offering} onDone={done.say} />
            <StandingButton
              name={titleOf(offering)}
              isActive={offering.isActive}
              means={text(offering.isActive ? 'courses.archive.text' : 'courses.restore.text')}
              action={() =>
                lyceum.courseOfferings.update(id, { isActive: !offering.isActive }, { ifMatch: offering.version })
              }
              onDone={done.say}
            />
          </>
        )}
        {standing?.learns && <Anchor href={`/reflect/${id}`}>{text('courses.reflect')}</Anchor>}
      </Group>
      <Details>
        <Detail name={text('courses.facilitator')}>{offering.facilitator?.user.name ?? text('board.nobody')}</Detail>
        <Detail name={text('courses.days')}>{times.days({ from: startDate, to: endDate })}</Detail>
        <Detail name={text('courses.parts')}>
          {[trimester.name, intake.name, cohort.name, mode.name].join(' · ')}
        </Detail>
        <Detail name={text('courses.students')}>
          {text(maxStudents === null ? 'courses.enrolled' : 'courses.enrolledOf', {
            count: enrolledCount,
            most: maxStudents ?? 0,
          })}
        </Detail>
        {!offering.isActive && <Detail name={text('courses.standing')}>{text('courses.standing.archived')}</Detail>}
      </Details>
      <Timetable offering={offering} manages={manages} />
      {seesPeople && (
        <>
          <Assignments offering={offering} manages={manages} />
          <Enrolments offering={offering} manages={manages} />
          <OfferingReflections offeringId={id} />
        </>
      )}
      {standing?.learns && (
        <>
          <OwnAttendance offeringId={id} />
          <OwnReflections offeringId={id} />
        </>
      )}
    </>
  );
}
