import { Alert, Loader, Paper, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useUser } from '../../session/use-signed-in-user.ts';
import { TextLink } from '../../shell/links.tsx';
import { Page } from '../../shell/page.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { Section } from '../../shell/section.tsx';
import { StateBadge, type Tone } from '../../shell/state-badge.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { loggedOffering, titleOf } from '../course-queries.ts';
import type { LogPlace } from './kept-logs.ts';
import { myWeek, type OwedLog } from './my-week.ts';
import { useKeptLog, useKeptPlaces } from './use-kept-log.ts';

/** Of how many offerings what is written is asked for before somebody opens it: the connection may be gone by then. */
const ASKED_BEFORE = 12;

const TONES: Readonly<Record<OwedLog['status'], Tone>> = { returned: 'bad', missing: 'bad', due: 'waiting' };

/** The logs that whoever is signed in has to write, of everything that they teach. */
export function MyWeekPage() {
  const text = useText();
  const { id } = useUser();
  const queries = useQueryClient();
  const { data, error, isPending, fetchStatus, refetch } = useQuery(myWeek(id));
  useEffect(() => {
    const ids = new Set(data?.owed.map(({ offering }) => offering.id));
    // What fails is asked for again by the page that shows it.
    for (const one of [...ids].slice(0, ASKED_BEFORE)) queries.query(loggedOffering(one)).catch(() => null);
  }, [data, queries]);
  return (
    <Page title={text('logs.title')}>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {isPending && fetchStatus === 'paused' && <Text role="status">{text('logs.offline')}</Text>}
      {isPending && fetchStatus !== 'paused' && <Loader aria-label={text('app.loading')} role="status" />}
      {data?.owed.length === 0 && <Text role="status">{text(data.teaches ? 'logs.none' : 'logs.noProfile')}</Text>}
      {data && data.owed.length > 0 && (
        <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {data.owed.map((owed) => (
            <Owed key={`${owed.offering.id} ${owed.week} ${owed.status}`} owed={owed} personId={id} />
          ))}
        </Stack>
      )}
      <HereOnly personId={id} />
    </Page>
  );
}

function Owed({
  owed: { offering, week, status, dueAt, note },
  personId,
}: {
  readonly owed: OwedLog;
  readonly personId: string;
}) {
  const text = useText();
  const times = useTimes();
  const kept = useKeptLog({ personId, offeringId: offering.id, week });
  const here = kept?.submission ? 'logs.waiting' : 'logs.kept';
  return (
    <Paper component="li" withBorder p="md" style={{ overflowWrap: 'anywhere' }}>
      <Stack gap={4} align="flex-start">
        <TextLink to="/logs/$offeringId" params={{ offeringId: offering.id }} search={{ week }} fw={700} py="xs">
          {text('logs.one', { offering: titleOf(offering), week })}
        </TextLink>
        <StateBadge tone={TONES[status]}>{text(`logs.owed.${status}`)}</StateBadge>
        {dueAt !== null && status !== 'returned' && (
          <Text size="sm">{text(`logs.when.${status}`, { moment: times.moment(dueAt) })}</Text>
        )}
        {note !== null && (
          <Alert color="red" title={text('logs.returned')} w="100%">
            <Text style={{ whiteSpace: 'pre-line' }}>{note}</Text>
          </Alert>
        )}
        {kept && <Text size="sm">{text(here)}</Text>}
      </Stack>
    </Paper>
  );
}

/** What is written in this browser and not at the server yet, also of weeks that are not due. */
function HereOnly({ personId }: { readonly personId: string }) {
  const text = useText();
  const places = useKeptPlaces(personId);
  if (places.length === 0) return null;
  return (
    <Section title={text('logs.here')} hint={text('logs.here.hint')}>
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {places.map((place) => (
          <Here key={`${place.offeringId} ${place.week}`} place={place} />
        ))}
      </Stack>
    </Section>
  );
}

function Here({ place }: { readonly place: LogPlace }) {
  const text = useText();
  const { offeringId, week } = place;
  const kept = useKeptLog(place);
  const { data } = useQuery(loggedOffering(offeringId));
  const offering = data ? titleOf(data.offering) : offeringId;
  return (
    <li style={{ overflowWrap: 'anywhere' }}>
      <TextLink to="/logs/$offeringId" params={{ offeringId }} search={{ week }}>
        {text('logs.one', { offering, week })}
      </TextLink>
      <Text size="sm">{text(kept?.submission ? 'logs.waiting' : 'logs.kept')}</Text>
    </li>
  );
}
